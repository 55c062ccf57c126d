"""Exchanges, real and on paper. ccxt, which takes about a second, is imported on first use."""

from bot.exchange.binance import BinanceVenue
from bot.exchange.ccxt_client import ExchangeClient
from bot.exchange.ccxt_factory import ApiKeys
from bot.exchange.ccxt_session import CcxtSession
from bot.exchange.paper import PaperExchangeClient

__all__ = ["ApiKeys", "BinanceVenue", "CcxtSession", "ExchangeClient", "PaperExchangeClient"]
