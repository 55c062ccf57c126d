"""Exchanges, real and on paper. ccxt, which takes about a second, is imported on first use."""

from bot.exchange.ccxt_client import ExchangeClient
from bot.exchange.paper import PaperExchangeClient

__all__ = ["ExchangeClient", "PaperExchangeClient"]
