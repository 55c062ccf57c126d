"""Candles from Yahoo Finance, by yfinance."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pandas as pd

from bot.candles import clean_candles, drop_unfinished
from bot.domain import (
    STABLECOINS,
    AssetType,
    guess_asset_type,
    periods_per_year,
    read_symbol,
    timeframe_delta,
)
from bot.domain.errors import DataError, MarketDataError
from bot.market_data.yahoo.download import YahooRequest, download_history
from bot.market_data.yahoo.frame import flatten_columns, stamp_in_utc


@dataclass(frozen=True, slots=True)
class _Interval:
    """What Yahoo calls a timeframe, and how far back it keeps it (None = to the beginning)."""

    name: str
    kept: timedelta | None


# An hour is left as a margin, since Yahoo refuses a start that is a second too old.
_MARGIN = timedelta(hours=1)
_INTERVALS = {
    "1m": _Interval("1m", timedelta(days=7) - _MARGIN),
    **{
        timeframe: _Interval(timeframe, timedelta(days=60) - _MARGIN)
        for timeframe in ("2m", "5m", "15m", "30m", "90m")
    },
    "1h": _Interval("1h", timedelta(days=730) - _MARGIN),
    "1d": _Interval("1d", None),
    "1w": _Interval("1wk", None),
}
_OTHER_SPELLINGS = {"60m": "1h", "24h": "1d", "7d": "1w"}
_SAME_COINS = {"XBT": "BTC", "XDG": "DOGE"}


class YFinanceMarketDataClient:
    """Adjusted candles of regular hours; the clock is the machine's, since Yahoo has none."""

    def __init__(
        self,
        *,
        download: Callable[[YahooRequest], pd.DataFrame] = download_history,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`download` answers a request as yfinance does: Open, High, Low, Close, Volume columns,
        maybe in a MultiIndex, and raises ExchangeUnavailable or MarketDataError."""
        self._download = download
        self._now = now

    def now(self) -> datetime:
        """The machine's time."""
        return self._now()

    def advance(self) -> None:
        """Nothing to do: the machine's clock runs by itself."""

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The newest `limit` closed candles; see MarketDataClient.

        Fewer where Yahoo keeps no more of the timeframe. MarketDataError for a timeframe that
        Yahoo does not have and for an empty answer, ExchangeUnavailable where Yahoo cannot be
        reached or limits the rate.
        """
        ticker, notes = yahoo_ticker(symbol)
        interval = _interval(timeframe)
        start = self._now() - _span(symbol, timeframe, limit, interval.kept)
        answer = self._download(YahooRequest(ticker=ticker, interval=interval.name, start=start))
        raw = flatten_columns(answer, ticker)
        if raw.empty:
            raise MarketDataError(
                f"Yahoo has no {timeframe} candles of {ticker}: check the ticker's spelling"
            )
        raw = stamp_in_utc(raw, timeframe_delta(timeframe))
        never_closes = guess_asset_type(ticker).never_closes
        checked = self._checked(raw, timeframe, notes, ticker, never_closes=never_closes)
        return checked.iloc[-limit:]

    def _checked(
        self,
        raw: pd.DataFrame,
        timeframe: str,
        notes: list[str],
        ticker: str,
        *,
        never_closes: bool,
    ) -> pd.DataFrame:
        closed = drop_unfinished(raw, timeframe_delta(timeframe), self._now())
        closed.attrs = {"warnings": notes}
        try:
            return clean_candles(closed, timeframe=timeframe, never_closes=never_closes)
        except DataError as exc:
            raise MarketDataError(f"Yahoo has no usable candles of {ticker}: {exc}") from exc


def yahoo_ticker(symbol: str) -> tuple[str, list[str]]:
    """Yahoo's spelling of a symbol, and a sentence where it is not quite the same market."""
    reading = read_symbol(symbol)
    base, quote = _SAME_COINS.get(reading.base, reading.base), reading.quote
    if not quote:
        return symbol, []
    if reading.asset_type is not AssetType.CRYPTO:
        return f"{base}{quote}=X", []
    if quote in STABLECOINS:
        ticker = f"{base}-USD"
        return ticker, [f"Yahoo has no {symbol}: {ticker} is read instead"]
    return f"{base}-{_SAME_COINS.get(quote, quote)}", []


def _interval(timeframe: str) -> _Interval:
    timeframe_delta(timeframe)
    name = _OTHER_SPELLINGS.get(timeframe, timeframe)
    if name not in _INTERVALS:
        raise MarketDataError(
            f"need a timeframe that Yahoo has ({', '.join(_INTERVALS)}), was {timeframe}:"
            " choose one of them or another DATA_SOURCE"
        )
    return _INTERVALS[name]


def _span(symbol: str, timeframe: str, limit: int, kept: timedelta | None) -> timedelta:
    """How long `limit` candles take in this market, holidays allowed for, as far as Yahoo keeps."""
    years = limit / periods_per_year(guess_asset_type(symbol), timeframe)
    span = timedelta(days=math.ceil(years * 365 * 1.1) + 7)
    return span if kept is None else min(span, kept)
