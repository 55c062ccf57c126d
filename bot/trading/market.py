"""Which market a trader trades, and how its candles arrive."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import pandas as pd

from bot.arrays import FloatArray
from bot.candles import COLUMNS, PRICES, drop_unfinished
from bot.domain import Action, AssetType, BotState, Candle, TradingMode, timeframe_delta
from bot.domain.errors import ConfigError

RETRY_SECONDS = 60.0  # after a source has failed
_LATE_CANDLES = 3
_LONGEST_CLOSURE = timedelta(days=5)
_SETTLE_SECONDS = 1.0  # an exchange publishes a candle a moment after it has closed,
_OVERDUE_SECONDS = 5.0  # or some moments later,
_PATIENCE_SECONDS = 60.0  # or, in a session that is over, the next day


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A symbol with its names at the source and in the news, and how it is looked at.

    `lookback` is the least number of candles fetched each cycle; `counts_undated` lets events
    without a date count (live and synthetic candles only); `runs_in_real_time` tells a market
    whose candles close by the wall clock from a made-up or replayed one; `mode` is the badge that
    surfaces show.
    """

    symbol: str
    data_symbol: str
    macro_symbol: str
    asset_type: AssetType
    timeframe: str
    lookback: int
    data_source: str
    mode: TradingMode
    counts_undated: bool
    loop_interval_seconds: float
    runs_in_real_time: bool

    def refuse_foreign(self, state: BotState) -> None:
        """ConfigError where a state was written for another source, timeframe or mode.

        Prices and times of two markets must not meet in one account, nor money on paper with real
        one. A state that has not begun belongs to none yet.
        """
        if not state.is_begun:
            return
        for name in ("data_source", "timeframe", "mode"):
            was, now = getattr(state, name), getattr(self, name)
            if was != now:
                raise ConfigError(
                    f"the state of {self.symbol} was written with {name} {was}, now it is {now}: "
                    "give the new one a DATA_DIR of its own, or set it back"
                )

    def seconds_to_next_look(self, due: datetime, now: datetime) -> float | None:
        """How long until a candle that closes at `due` may be there: a moment after it has closed,
        and every few seconds while it is overdue, so that it is acted on at the open it was for.

        None where nothing is to be waited for: no wall clock, or a session that is over.
        """
        if not self.runs_in_real_time:
            return None
        wait = (due - now).total_seconds()
        if wait > 0:
            return wait + _SETTLE_SECONDS
        return _OVERDUE_SECONDS if wait > -_PATIENCE_SECONDS else None

    def lateness(self, newest: datetime, now: datetime) -> "Lateness | None":
        """Where the newest candle is older than the source's time allows; else None."""
        allowed = timeframe_delta(self.timeframe) * _LATE_CANDLES
        if self.asset_type is not AssetType.CRYPTO:
            allowed += _LONGEST_CLOSURE  # closed sessions make old candles normal
        if now - newest <= allowed:
            return None
        return Lateness(newest=newest, age=now - newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """A source that fell behind: when its newest candle opened, and how long ago that is."""

    newest: datetime
    age: timedelta

    def __str__(self) -> str:
        return (
            f"the newest candle opened at {self.newest:%Y-%m-%d %H:%M} UTC, {self.age} ago: "
            "the source is late, no decision until it goes on"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCandles:
    """Several candles that came at once; `dropped` is the decision that was not acted on."""

    count: int
    dropped: Action

    def __str__(self) -> str:
        dropped = f"; the {self.dropped} decided before was not entered"
        return (
            f"{self.count} candles came at once: exits were settled in order, no entry"
            f"{dropped if self.dropped is not Action.FLAT else ''}"
        )


def new_candles(frame: pd.DataFrame, last_seen: datetime | None) -> list[Candle]:
    """The frame's candles after `last_seen`, oldest first; only the newest one for None."""
    if last_seen is None:
        return _candles(frame.iloc[-1:])
    return _candles(frame.iloc[_place(frame, last_seen, "right") :])


def candles_from(frame: pd.DataFrame, first: datetime, count: int) -> list[Candle]:
    """At most `count` of the frame's candles that open at `first` and after, oldest first."""
    begin = _place(frame, first, "left")
    return _candles(frame.iloc[begin : begin + count])


def prices_from(frame: pd.DataFrame, first: datetime, count: int) -> FloatArray:
    """Prices of the candles that `candles_from` answers with: a row each, columns as PRICES."""
    begin, names = _place(frame, first, "left"), list(frame.columns)
    prices: FloatArray = frame.to_numpy()[begin : begin + count, [names.index(n) for n in PRICES]]
    return prices


def closed_at(frame: pd.DataFrame, timeframe: str, now: datetime) -> pd.DataFrame:
    """The candles that have closed by `now`, and a warning on those that have not.

    Sources leave them out themselves; where a clock was wrong, a kept candle may come too early.
    """
    length = timeframe_delta(timeframe)
    if not len(frame) or frame.index[-1] + length <= now:
        return frame
    closed = drop_unfinished(frame, length, now)
    note = (
        f"candles that close after {now:%Y-%m-%d %H:%M} UTC, the time of their source, are not "
        f"decided on: {len(frame) - len(closed)}, the last opens at "
        f"{frame.index[-1]:%Y-%m-%d %H:%M}"
    )
    closed.attrs = {"warnings": [*frame.attrs.get("warnings", ()), note]}
    return closed


def _place(frame: pd.DataFrame, moment: datetime, side: Literal["left", "right"]) -> int:
    return int(frame.index.searchsorted(pd.Timestamp(moment), side=side))


def _candles(rows: pd.DataFrame) -> list[Candle]:
    names = list(rows.columns)
    return [
        Candle(open_time=time, **{name: row[names.index(name)] for name in COLUMNS})
        for time, row in zip(rows.index.to_pydatetime(), rows.to_numpy().tolist(), strict=True)
    ]
