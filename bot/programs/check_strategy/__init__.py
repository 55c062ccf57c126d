"""What tools/check_strategy.py is made of."""
