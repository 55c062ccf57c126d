"""A backtest that was asked for over HTTP: what is run, how far it is, what came out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.checks import finite_number, one_line, require, whole_number
from bot.domain.data_source import DataSource
from bot.domain.errors import ConfigError, StateError
from bot.domain.strategy_config import StrategyConfig, merge_config
from bot.domain.symbol import sanitize_symbol_for_fs
from bot.domain.timeframe import timeframe_delta

MOST_CANDLES = 300_000
"""A backtest asked for over HTTP reads no more: half a year of minutes, 34 years of hours."""
MOST_MONEY = 1e12
MOST_WORDS = 200
_ID = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.csv")
_SOURCES = tuple(source for source in DataSource if source is not DataSource.REPLAY)
_ASKED_BESIDE = ("symbol", "timeframe")


class BacktestState(StrEnum):
    """QUEUED: another one runs. DONE and FAILED are the end; a CANCELED one is not kept."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self not in (BacktestState.QUEUED, BacktestState.RUNNING)


def is_backtest_id(text: str) -> bool:
    """Whether a text can name a backtest: the time it was asked for, and eight hex digits."""
    return _ID.fullmatch(text) is not None


def is_candle_file(name: str) -> bool:
    """Whether a text can name a file of candles on the volume: NAME.csv, in no folder."""
    return _FILE.fullmatch(name) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestRequest:
    """What is run: the answers to what run_backtest.py asks, None for what it takes by itself.

    `csv` names a file on the volume and belongs to the source csv; `config` states some fields of
    a StrategyConfig, over those of the environment; `ai` and `macro` False take an opinion away.
    ConfigError names the rule that is broken.
    """

    symbol: str
    timeframe: str
    source: DataSource = DataSource.SYNTHETIC
    csv: str | None = None
    lookback: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    balance: float | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    ai: bool = True
    macro: bool = True

    def __post_init__(self) -> None:
        sanitize_symbol_for_fs(one_line("symbol", self.symbol))
        require(len(self.symbol) <= MOST_WORDS, f"at most {MOST_WORDS} characters", "more")
        timeframe_delta(self.timeframe)
        self._check_source()
        self._check_window()
        self._check_config()
        if self.balance is not None:
            balance = finite_number("balance", self.balance)
            require(0 < balance <= MOST_MONEY, f"0 < balance <= {MOST_MONEY:g}", self.balance)

    def candles_back(self, now: datetime) -> float:
        """How many candles lie between the first that is asked for and now; 0 where none says."""
        length = timeframe_delta(self.timeframe)
        if self.start is not None:
            return max(0.0, (now - self.start) / length)
        since_end = 0.0 if self.end is None else max(0.0, (now - self.end) / length)
        return since_end + (self.lookback or 0)

    def refuse_too_many(self, now: datetime) -> None:
        """ConfigError where more than MOST_CANDLES would be fetched; a file has what it has."""
        if self.source is DataSource.CSV:
            return
        back = self.candles_back(now)
        rule = f"at most {MOST_CANDLES} candles of {self.timeframe} from the first one until now"
        require(back <= MOST_CANDLES, rule, f"{back:.0f}: a longer timeframe, or a later start")

    def _check_source(self) -> None:
        require(self.source in _SOURCES, f"a source of {', '.join(_SOURCES)}", self.source)
        if self.source is not DataSource.CSV:
            require(self.csv is None, f"no csv with the source {self.source}", repr(self.csv))
            return
        is_named = self.csv is not None and is_candle_file(self.csv)
        require(is_named, "the name of a .csv file on the volume", repr(self.csv))

    def _check_window(self) -> None:
        for name in ("start", "end"):
            moment = getattr(self, name)
            require(moment is None or moment.tzinfo is not None, f"a zone in {name}", moment)
        if self.start and self.end:
            require(self.start < self.end, "start before end", f"{self.start} and {self.end}")
        if self.lookback is not None:
            lookback = whole_number("lookback", self.lookback)
            require(1 <= lookback <= MOST_CANDLES, f"1 <= lookback <= {MOST_CANDLES}", lookback)

    def _check_config(self) -> None:
        from bot.domain.encoding import encode  # --help needs none

        beside = [name for name in _ASKED_BESIDE if name in self.config]
        require(not beside, "symbol and timeframe beside the config", f"{beside} in it")
        try:
            encode(self.config)
        except StateError as error:
            raise ConfigError(f"need a config that JSON can hold: {error}") from error
        stated = {**self.config, "symbol": self.symbol, "timeframe": self.timeframe}
        strategy = merge_config(StrategyConfig(), stated).strategy
        rule = "a built-in strategy, or one of the volume by the name of its file"
        require("." not in strategy, rule, repr(strategy))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBacktest:
    """One backtest with its state; what came out in figures once it is done.

    Ids sort by the time at which backtests were asked for. `progress` is from 0 to 1,
    `eta_seconds` what is left while it runs; `error` says why it failed.
    """

    id: str
    at: datetime
    request: BacktestRequest
    state: BacktestState = BacktestState.QUEUED
    progress: float = 0.0
    eta_seconds: float | None = None
    note: str | None = None
    error: str | None = None
    first: datetime | None = None
    last: datetime | None = None
    candles: int | None = None
    total_return_pct: float | None = None
    sharpe_ratio: float | None = None
    trades: int | None = None

    def __post_init__(self) -> None:
        require(is_backtest_id(self.id), "a backtest id", repr(self.id))
        if self.note is not None:
            words = one_line("note", self.note)
            require(len(words) <= MOST_WORDS, f"a note of at most {MOST_WORDS} characters", "more")

    def failed(self, why: str) -> "KeptBacktest":
        """As one that has come to nothing, with the reason."""
        return replace(self, state=BacktestState.FAILED, eta_seconds=None, error=why)
