"""What tools/download_candles.py is made of."""
