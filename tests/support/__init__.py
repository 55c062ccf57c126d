"""Shared parts of the tests: real data, makers of candles, helpers to run programs."""
