"""Kinds of market, and which of them a symbol's spelling means."""

from dataclasses import dataclass
from enum import StrEnum


class AssetType(StrEnum):
    """The kinds of market that differ in their trading hours."""

    CRYPTO = "crypto"
    EQUITY = "equity"
    COMMODITY = "commodity"
    FOREX = "forex"
    INDEX = "index"

    @property
    def never_closes(self) -> bool:
        """Whether it trades round the clock, on every day of the year."""
        return self is AssetType.CRYPTO


STABLECOINS = frozenset({"USDT", "USDC", "BUSD", "TUSD", "FDUSD", "USDP", "USDE"})
_MONEY_NAMES = (
    "USD EUR GBP JPY CHF AUD NZD CAD SEK NOK DKK PLN CZK HUF TRY ZAR MXN BRL CNY CNH "
    "HKD SGD INR KRW RUB THB ILS IDR PHP MYR TWD CLP COP ARS RON UAH"
)
_MONEY = frozenset(_MONEY_NAMES.split())
_METALS = frozenset({"XAU", "XAG", "XPT", "XPD"})
_COINS_NAMES = (
    "BTC XBT ETH SOL BNB XRP ADA DOGE XDG LTC BCH DOT AVAX LINK TRX MATIC POL SHIB "
    "TON XLM ETC ATOM UNI FIL NEAR APT ARB OP SUI XMR DASH ZEC EOS ALGO AAVE PEPE"
)
_COINS = frozenset(_COINS_NAMES.split())
_COIN_QUOTES = frozenset({"BTC", "XBT", "ETH", "BNB"})
_QUOTES = _MONEY | STABLECOINS | _COIN_QUOTES
_LONGEST_TICKER = 5
"""Letters of a stock exchange's symbol, without the exchange's suffix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolReading:
    """What a symbol's spelling means; `quote` is empty where it is no pair.

    Without `is_certain` the spelling has other meanings too, and users are told which was taken.
    """

    asset_type: AssetType
    base: str
    quote: str = ""
    is_certain: bool = True


def read_symbol(symbol: str) -> SymbolReading:
    """A symbol by the conventions of ccxt (BTC/USDT), Yahoo (BTC-USD, EURUSD=X), exchanges
    (BTCUSDT, BTC_USDT), TradingView (BINANCE:BTCUSDT) and currency traders (EUR/USD, EURUSD)."""
    spelled = _without_exchange(symbol.strip().upper())
    for suffix, asset_type in (("=X", AssetType.FOREX), ("=F", AssetType.COMMODITY)):
        if spelled.endswith(suffix):
            return SymbolReading(asset_type=asset_type, base=spelled)
    if spelled.startswith("^"):
        return SymbolReading(asset_type=AssetType.INDEX, base=spelled)
    pair = spelled.partition(":")[0] if "/" in spelled else spelled
    for separator in "/-_":
        base, found, quote = pair.partition(separator)
        if found:
            return _pair(base, quote, spelled, is_money_alone=separator == "/")
    return _without_separator(spelled.removesuffix(".P").removesuffix("PERP"), spelled)


def _without_exchange(spelled: str) -> str:
    """What is behind an exchange's name and a colon; ccxt's colon stands behind a pair."""
    exchange, _, rest = spelled.partition(":")
    is_pair = any(separator in exchange for separator in "/-")
    return rest if rest and not is_pair and rest not in _QUOTES else spelled


def guess_asset_type(symbol: str) -> AssetType:
    """The market that a symbol's spelling means."""
    return read_symbol(symbol).asset_type


def guess_notes(symbol: str) -> list[str]:
    """A sentence where the spelling alone does not say which market is meant."""
    reading = read_symbol(symbol)
    if reading.is_certain:
        return []
    pair = f" ({reading.base}/{reading.quote})" if reading.quote else ""
    return [
        f"{symbol} is taken for {reading.asset_type}{pair} by its spelling alone:"
        " name the asset type if it is another"
    ]


def _pair(base: str, quote: str, spelled: str, *, is_money_alone: bool) -> SymbolReading:
    if base in _METALS and quote in _MONEY:
        return _read(AssetType.COMMODITY, base, quote, is_certain=False)
    if base in _MONEY and quote in _MONEY:
        return _read(AssetType.FOREX, base, quote, is_certain=False)
    if quote in _QUOTES or (is_money_alone and len(quote) > 1):
        return _read(AssetType.CRYPTO, base, quote, is_certain=True)
    return SymbolReading(asset_type=AssetType.EQUITY, base=spelled)


def _without_separator(joined: str, spelled: str) -> SymbolReading:
    splits = [(joined[:-length], joined[-length:]) for length in (5, 4, 3)]
    for base, quote in sorted(splits, key=lambda split: split[0] not in _COINS):
        if quote in STABLECOINS and len(base) > 1:
            return _read(AssetType.CRYPTO, base, quote, is_certain=False)
        if base in _COINS and quote in _MONEY | _COIN_QUOTES:
            return _read(AssetType.CRYPTO, base, quote, is_certain=False)
        if base in _MONEY and quote in _MONEY:
            return _read(AssetType.FOREX, base, quote, is_certain=False)
        if base in _METALS and quote in _MONEY:
            return _read(AssetType.COMMODITY, base, quote, is_certain=False)
    ticker = spelled.partition(".")[0]
    is_usual = len(ticker) <= _LONGEST_TICKER or "." in spelled
    is_certain = is_usual and spelled not in _COINS
    return SymbolReading(asset_type=AssetType.EQUITY, base=spelled, is_certain=is_certain)


def _read(asset_type: AssetType, base: str, quote: str, *, is_certain: bool) -> SymbolReading:
    return SymbolReading(asset_type=asset_type, base=base, quote=quote, is_certain=is_certain)
