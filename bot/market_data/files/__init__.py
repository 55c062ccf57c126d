"""Candles from files."""
