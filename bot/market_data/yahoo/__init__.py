"""Candles from Yahoo."""
