"""One backtest with everything needed to check it; what shows it is in the reports."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, utc_time
from bot.backtesting.adapting import adaptive_over
from bot.backtesting.courses import TradeCourse, trade_course
from bot.backtesting.inside import DetailEffect
from bot.backtesting.metrics import Metrics
from bot.backtesting.provenance import CandleProvenance
from bot.decide import Decisions, cold_decisions
from bot.domain import (
    Action,
    AssetType,
    DecisionPolicy,
    ExitReason,
    StrategyConfig,
    Trade,
    id_at,
)
from bot.domain.calendar import EntryBlackout
from bot.rules import TRADE_DTYPE, TradeArray, terms_of
from bot.statistics import Statistics, none_if_undefined, statistics_of

COURSE_FIELDS = tuple(each.name for each in fields(TradeCourse))
TRADE_FIELDS: tuple[str, ...] = TRADE_DTYPE.names or ()


@dataclass(frozen=True, kw_only=True)
class BacktestResult:
    """Metrics, trades and equity of one run.

    Money is in quote currency; `win_rate` is a fraction, names ending in _pct are in percent; an
    undefined number is None. `equity[t]` is marked at the close of candle t; `trade_records` has
    the kernel's TRADE_DTYPE, `trades` the same as values. `history` decides on the candles before
    as well, `warm_up` of them, which were read and not traded. `detail` is what finer candles
    changed, None in a run without any. Around the events of the `blackout` nothing was entered.
    """

    config: StrategyConfig
    policy: DecisionPolicy
    asset_type: AssetType
    periods_per_year: float
    initial_balance: float
    buy_and_hold_pct: float
    data: CandleProvenance
    metrics: Metrics
    trade_records: TradeArray
    equity: FloatArray
    history: Decisions
    warm_up: int = 0
    blackout: EntryBlackout = field(default_factory=EntryBlackout)
    has_stated_periods: bool = False
    detail_effect: DetailEffect | None = None

    @property
    def hours(self) -> str:
        """Where the periods a year come from: the asset type, or what was stated."""
        return "stated" if self.has_stated_periods else str(self.asset_type)

    @cached_property
    def decisions(self) -> Decisions:
        """The decisions at the candles of the run, a row for each."""
        if not self.warm_up:
            return self.history
        return self.history.part(slice(self.warm_up, None))

    @property
    def cold_decisions(self) -> int:
        """How many of the first decisions knew too few candles to be those of a long history."""
        return cold_decisions(self.config, self.data.candles, earlier=self.warm_up)

    @property
    def ending_balance(self) -> float:
        """The balance after the last position is closed."""
        return self.initial_balance + self.metrics.total_pnl

    @property
    def total_pnl(self) -> float:
        """Ending less initial balance."""
        return self.metrics.total_pnl

    @property
    def total_pnl_pct(self) -> float:
        """Total P&L in percent of the initial balance."""
        return self.metrics.total_pnl_pct

    @property
    def win_rate(self) -> float | None:
        """Winning trades over all trades; None without a trade."""
        return none_if_undefined(self.metrics.win_rate)

    @property
    def avg_win(self) -> float | None:
        """Mean P&L of the winning trades; None without one."""
        return none_if_undefined(self.metrics.avg_win)

    @property
    def avg_loss(self) -> float | None:
        """Mean loss of the losing trades, as a positive number; None without one."""
        return none_if_undefined(self.metrics.avg_loss)

    @property
    def profit_factor(self) -> float | None:
        """Sum of wins over sum of losses; None without a losing trade."""
        return none_if_undefined(self.metrics.profit_factor)

    @property
    def max_drawdown(self) -> float:
        """The largest fall of equity from its running peak."""
        return self.metrics.max_drawdown

    @property
    def max_drawdown_pct(self) -> float:
        """The largest fall from the running peak in percent of that peak."""
        return self.metrics.max_drawdown_pct

    @property
    def sharpe_ratio(self) -> float | None:
        """Annualized Sharpe ratio; None without variance."""
        return none_if_undefined(self.metrics.sharpe_ratio)

    @cached_property
    def statistics(self) -> Statistics:
        """Every statistic of the run in groups; computed on first use."""
        return statistics_of(
            equity=self.equity,
            initial_balance=self.initial_balance,
            trades=self.trade_records,
            candles=self.decisions.candles,
            slippage_pct=self.config.slippage_pct,
            periods_per_year=self.periods_per_year,
        )

    @cached_property
    def course(self) -> TradeCourse:
        """What the trades went through, a row for each; derived from the candles on first use."""
        adaptive = adaptive_over(self.config, self.history.candles, slice(self.warm_up, None))
        candles, terms = self.decisions.candles, terms_of(self.config)
        return trade_course(self.trade_records, candles, terms, adaptive)

    @property
    def decided_at(self) -> NDArray[np.int64]:
        """The open time (ns) of the candle whose decision entered, of each trade."""
        rows = self.warm_up + self.trade_records["entry_row"] - 1
        decided: NDArray[np.int64] = self.history.candles.open_time[rows]
        return decided

    @cached_property
    def trades(self) -> tuple[Trade, ...]:
        """The closed round trips in order; made on first use, since many a run needs none."""
        opened, course = self.decisions.candles.open_time, self.course
        columns = (getattr(course, name).tolist() for name in COURSE_FIELDS)
        rows = zip(self.trade_records.tolist(), self.decided_at.tolist(), *columns, strict=True)
        return tuple(_trade(row, opened, self.config.symbol) for row in rows)

    @cached_property
    def equity_curve(self) -> list[tuple[datetime, float]]:
        """Every candle's close time with the equity marked there."""
        times = self.decisions.candles.close_time
        return [(utc_time(int(t)), float(e)) for t, e in zip(times, self.equity, strict=True)]


def _trade(row: tuple[Any, ...], open_time: NDArray[np.int64], symbol: str) -> Trade:
    """A trade of the fields of TRADE_DTYPE, of when it was decided, and of its course."""
    record, decided_at, *course = row
    values = dict(zip(TRADE_FIELDS, record, strict=True))
    return Trade(
        symbol=symbol,
        direction=Action.of_sign(values["direction"]),
        quantity=values["quantity"],
        entry_time=utc_time(open_time[values["entry_row"]]),
        entry_price=values["entry_price"],
        exit_time=utc_time(open_time[values["exit_row"]]),
        exit_price=values["exit_price"],
        fees=values["fees"],
        pnl=values["pnl"],
        pnl_pct=values["pnl"] / (values["quantity"] * values["entry_price"]) * 100.0,
        exit_reason=ExitReason.of_code(values["reason"]),
        signal_id=id_at(symbol, utc_time(decided_at)),
        **dict(zip(COURSE_FIELDS, course, strict=True)),
    )
