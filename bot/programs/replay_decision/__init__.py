"""What tools/replay_decision.py is made of."""
