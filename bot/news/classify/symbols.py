"""Which symbols stand for the same thing, and how each takes news of a nature."""

from collections.abc import Iterable
from functools import lru_cache

from bot.domain import AssetType, read_symbol
from bot.news.classify.meaning import Nature, phrases_of
from bot.news.classify.tables import COINS, COMMON_COINS, TRADED_AS

_SAME = {other: key for key, others in TRADED_AS.items() for other in phrases_of(others)}
_COIN_NAMES = {"XBT": "BTC", "XDG": "DOGE", "MATIC": "POL"}
_BARE_COINS = frozenset({*COINS, *COMMON_COINS, *_COIN_NAMES})
_METAL_COINS = ("PAXG", "XAUT")
_AGAINST_TURMOIL = frozenset({"GC=F", "SI=F", "CL=F", "BZ=F", "NG=F"})
"""What is bought, or becomes scarce, where there is war."""
_HAVENS = frozenset({"GC=F", "SI=F"})
_AGAINST_ALL = "^VIX"
_MOST_SYMBOLS = 4096


@lru_cache(_MOST_SYMBOLS)
def key_of(symbol: str) -> str:
    """The symbol by which the tables name what this one trades: BTC-USD is BTC/USDT, GLD GC=F."""
    reading = read_symbol(symbol)
    name = reading.base.removesuffix("=X")
    if is_coin(symbol) and name not in _METAL_COINS:
        return f"{_COIN_NAMES.get(name, name)}/USDT"
    return _SAME.get(name, reading.base)


@lru_cache(_MOST_SYMBOLS)
def is_coin(symbol: str) -> bool:
    """Whether it is a crypto symbol, or a coin's bare name, as a `macro_symbol` may be."""
    reading = read_symbol(symbol)
    return reading.asset_type is AssetType.CRYPTO or (
        not reading.is_certain and reading.base in _BARE_COINS
    )


@lru_cache(_MOST_SYMBOLS)
def currencies(symbol: str) -> tuple[str, str] | None:
    """Base and quote of a pair of currencies; JPY=X is Yahoo's for USDJPY=X."""
    reading = read_symbol(symbol)
    if reading.asset_type is not AssetType.FOREX:
        return None
    if reading.quote:
        return reading.base, reading.quote
    name = reading.base.removesuffix("=X")
    return ("USD", name) if len(name) == 3 else (name[:3], name[3:6])


def sign(symbol: str, nature: Nature, currency: str | None) -> int:
    """What a lean of the whole market is multiplied with to become the symbol's bias.

    Gold and silver take no side where banks fail or stocks fall: they have gone both ways.

    `currency` is that of the central bank which a lean about rates is about: dovish is bad for it.
    Pairs of other currencies take no side.
    """
    pair = currencies(symbol)
    if pair is not None:
        return _pair_sign(pair, currency) if nature is Nature.RATES else 0
    key = key_of(symbol)
    if key == _AGAINST_ALL or (nature is Nature.TURMOIL and key in _AGAINST_TURMOIL):
        return -1
    return 0 if nature is Nature.PLAIN and key in _HAVENS else 1


def _pair_sign(pair: tuple[str, str], currency: str | None) -> int:
    return (pair[1] == currency) - (pair[0] == currency)


def by_key(symbols: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The symbols of each key."""
    grouped: dict[str, tuple[str, ...]] = {}
    for symbol in symbols:
        key = key_of(symbol)
        grouped[key] = (*grouped.get(key, ()), symbol)
    return grouped
