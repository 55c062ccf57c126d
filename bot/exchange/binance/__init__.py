"""Orders at Binance spot, or at what speaks its REST API."""

from bot.exchange.binance.venue import BinanceVenue

__all__ = ["BinanceVenue"]
