"""What phrases mean: tables of data, one subject a file."""

from bot.news.classify.tables.actors import COIN_FIRMS_OF_COMMON_WORDS
from bot.news.classify.tables.assets import (
    BROAD_STOCKS,
    COIN_COMPANIES,
    COINS,
    COMMODITIES,
    COMMON_COINS,
    COMMON_COMPANIES,
    COMPANIES,
    CRYPTO_WORDS,
    CURRENCY_PAIRS,
    FALLING_STOCKS,
    INDICES,
    RISING_STOCKS,
    TRADED_AS,
)
from bot.news.classify.tables.generic import GENERIC
from bot.news.classify.tables.moves import COLLAPSE, WEAK
from bot.news.classify.tables.oil import OIL_KEYS

__all__ = [
    "BROAD_STOCKS",
    "COINS",
    "COIN_COMPANIES",
    "COIN_FIRMS_OF_COMMON_WORDS",
    "COLLAPSE",
    "COMMODITIES",
    "COMMON_COINS",
    "COMMON_COMPANIES",
    "COMPANIES",
    "CRYPTO_WORDS",
    "CURRENCY_PAIRS",
    "FALLING_STOCKS",
    "GENERIC",
    "INDICES",
    "OIL_KEYS",
    "RISING_STOCKS",
    "TRADED_AS",
    "WEAK",
]
