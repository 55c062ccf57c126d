"""What tools/parity_report.py is made of."""
