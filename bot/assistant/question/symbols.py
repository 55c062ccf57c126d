"""Which symbols a question names: those of the volume, and those that are none of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.assistant.question.words import cleaned
from bot.domain import read_symbol

NAMES: dict[str, str] = {
    "bitcoin": "BTC",
    "bitcoins": "BTC",
    "xbt": "BTC",
    "ether": "ETH",
    "ethereum": "ETH",
    "solana": "SOL",
    "ripple": "XRP",
    "dogecoin": "DOGE",
    "cardano": "ADA",
    "litecoin": "LTC",
    "polkadot": "DOT",
    "avalanche": "AVAX",
    "chainlink": "LINK",
    "monero": "XMR",
    "gold": "XAU",
    "silver": "XAG",
    "oil": "CL=F",
    "crude": "CL=F",
    "nvidia": "NVDA",
    "apple": "AAPL",
    "microsoft": "MSFT",
    "tesla": "TSLA",
    "amazon": "AMZN",
    "google": "GOOGL",
    "alphabet": "GOOGL",
    "nasdaq": "^IXIC",
    "s&p": "SPY",
    "euro": "EUR",
}
"""What people call an asset in a question, and the base of its symbols. What headlines call one
says bot/news, which knows companies and names of common words, and is too much for the API."""
SAME = (
    frozenset({"XAU", "GC=F", "GLD"}),
    frozenset({"XAG", "SI=F", "SLV"}),
    frozenset({"CL=F", "BZ=F", "USO"}),
    frozenset({"SPY", "^GSPC", "ES=F"}),
    frozenset({"^IXIC", "QQQ", "NQ=F"}),
    frozenset({"BTC", "XBT"}),
)
"""Bases that mean one asset."""
_TICKERS_WORDS = (
    "BTC XBT ETH SOL BNB XRP ADA DOGE LTC BCH AVAX TRX MATIC SHIB XLM XMR PEPE NVDA AAPL MSFT"
    " TSLA AMZN GOOGL META SPY QQQ XAU XAG"
)
_TICKERS = frozenset(_TICKERS_WORDS.split())
"""Known wherever they stand; other capital letters are a ticker in a question of small ones."""
_NO_TICKERS_WORDS = (
    "AI API ADX ATR BPS BUY CEO CPI CSV ECB EMA ETA FED FLAT FOMC GDP HALTED HELP HODL HOLD"
    " HTML HTTP JSON LONG MACD NFP NO NOT OK PAPER PNL PL PPI RSI SELL SHORT SMA SQL TP SL USA"
    " USD USDT USDC EUR GBP UTC US UK VIX WHY WTF YES YOY ROI URL XML LLM GPT DAN LIVE REPLAY"
    " TESTNET ACTIVE REDUCING I A NOW THE AND THIS THAT MORE ALL ANY IT OUT END DIP HIGH LOW ETF"
)
_NO_TICKERS = frozenset(_NO_TICKERS_WORDS.split())
_WRITTEN = re.compile(r"[\^$]?[A-Za-z][A-Za-z0-9&.]*(?:[/_-][A-Za-z]{2,5}|=[FX])?")
_BITCOIN_CASH = re.compile(r"\bbitcoin cash\b", re.IGNORECASE)
"""The one asset that is called by the name of another and a word."""
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSymbols:
    """The symbols of the volume that a question names, and what it names that is not there.

    Both in the order of the question; what is not there is letters, digits and / = ^ - _ only.
    """

    there: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def named_symbols(question: str, symbols: Sequence[str]) -> NamedSymbols:
    """What a question names; `symbols` are those of the volume."""
    written = _WRITTEN.findall(_BITCOIN_CASH.sub("BCH", cleaned(question)))
    is_shouted = not any(word.islower() for word in written)
    there: dict[str, None] = {}
    missing: dict[str, None] = {}
    for before, word in pairwise(["", *written]):
        word = word.rstrip(".")
        found = _matching(word, symbols)
        there |= dict.fromkeys(found)
        is_asset = _is_asset(word) or (not is_shouted and _is_ticker_after(before, word))
        if not found and is_asset:
            missing[_shown(word)] = None
    return NamedSymbols(there=tuple(there)[:_MOST], missing=tuple(missing)[:_MOST])


def _matching(word: str, symbols: Iterable[str]) -> list[str]:
    """The symbols of the volume that a word names."""
    spelled = re.sub(r"[^A-Z0-9^=]", "", word.upper().removesuffix("=X"))
    bases = _bases(word)
    return [
        symbol
        for symbol in symbols
        if spelled == re.sub(r"[^A-Z0-9^=]", "", symbol.upper().removesuffix("=X"))
        or (read_symbol(symbol).base in bases and _may_be_ticker(word))
    ]


def _bases(word: str) -> frozenset[str]:
    """Every base that a word may mean: "gold" is XAU and GC=F."""
    if not re.fullmatch(r"[\^$]?[A-Za-z][A-Za-z0-9&.]*(=[FX])?", word):
        return frozenset()
    base = NAMES.get(word.lower(), word.upper().lstrip("$"))
    return frozenset({base}).union(*(same for same in SAME if base in same))


def _may_be_ticker(word: str) -> bool:
    """Small letters are a ticker only where no English word is spelled so."""
    return word.lower() in NAMES or not word.islower() or word not in _ENGLISH


_ENGLISH_WORDS = (
    "a all an any are at be by can do dot for go has he in is it link me near next no now of on"
    " one op or out see so sun the to two uni up us was we you fun cat gas key low man net pay"
    " run"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


_BEFORE_A_TICKER_WORDS = (
    "about any buy buying bought for hold holding in long my of on own sell selling sold short"
    " trade trading with and or the"
)
_BEFORE_A_TICKER = frozenset(_BEFORE_A_TICKER_WORDS.split())


def _is_ticker_after(before: str, word: str) -> bool:
    """Whether capital letters stand where an asset would, in a question of small ones."""
    is_capital = re.fullmatch(r"[A-Z]{2,5}", word) is not None
    return is_capital and before.lower() in _BEFORE_A_TICKER and word not in _NO_TICKERS


def _is_asset(word: str) -> bool:
    """Whether a word that is no symbol of the volume names an asset all the same."""
    bare = word.upper().lstrip("$")
    if word.lower() in NAMES or bare in _TICKERS or word.startswith("$"):
        return True
    base, separator, quote = bare.partition("/")
    if separator:
        return quote in ("USD", "USDT", "USDC", "EUR", "BTC") and len(base) > 1
    is_pair = re.fullmatch(r"[A-Z]{2,5}[-_]?USD[TC]?", bare) is not None
    return bare.endswith(("=F", "=X")) or is_pair


def _shown(word: str) -> str:
    """A word of the question as it may be repeated."""
    return re.sub(r"[^A-Za-z0-9/=^_-]", "", word)[:20]
