"""Invented candles: a path of random prices, and the market that shows it."""

from bot.market_data.synthetic.market import FIRST_HISTORY, SyntheticMarketDataClient

__all__ = ["FIRST_HISTORY", "SyntheticMarketDataClient"]
