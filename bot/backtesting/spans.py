"""A config over a part of the candles, decided on the whole history before it."""

from typing import TYPE_CHECKING, NamedTuple

from bot.arrays import FloatArray
from bot.backtesting.adapting import adaptive_over
from bot.backtesting.conditions import Conditions
from bot.backtesting.directions import directions_of, withheld_rows
from bot.backtesting.inside import Detail
from bot.backtesting.metrics import Metrics, measure
from bot.backtesting.simulation import equity_of, simulated
from bot.candles import CandleArrays
from bot.decide import Decisions, decide
from bot.domain import StrategyConfig
from bot.rules import TradeArray, terms_of

if TYPE_CHECKING:
    import pandas as pd


def span_metrics(
    candles: "pd.DataFrame", config: StrategyConfig, conditions: Conditions, start: int, end: int
) -> Metrics:
    """The metrics of `span_run`."""
    return span_run(candles, config, conditions, start, end).metrics


class SpanRun(NamedTuple):
    """A run over a part of the candles: metrics, equity per row, trades (rows from its start)."""

    metrics: Metrics
    equity: FloatArray
    trades: TradeArray


def span_run(
    candles: "pd.DataFrame",
    config: StrategyConfig,
    conditions: Conditions,
    start: int,
    end: int,
    detail: Detail | None = None,
) -> SpanRun:
    """Backtest a config over rows start to end - 1, flat at the start.

    The decisions are those of the whole history: every earlier row is read, none is traded.
    `detail` has the finer candles of every row of `candles`, which decide exits inside one.
    """
    history = CandleArrays.of(candles.iloc[:end], config.timeframe)
    observations = conditions.observed(history, config)
    decisions = decide(history, config, conditions.policy, observations)
    return traded_run(
        decisions,
        config,
        slice(start, end),
        conditions.initial_balance,
        conditions.periods_per_year(config),
        detail,
    )


def with_lead(rows: slice) -> tuple[slice, int]:
    """The rows and the one before them, if any, whose decision fills at their first open.

    Also how many rows that adds, 0 or 1. Nothing can be traded on the added one.
    """
    lead = 1 if rows.start else 0
    return (slice(rows.start - 1, rows.stop) if lead else rows), lead


def traded_run(
    decisions: Decisions,
    config: StrategyConfig,
    rows: slice,
    initial_balance: float,
    periods_per_year: float,
    detail: Detail | None = None,
) -> SpanRun:
    """Trade the first open of some rows by the decision before it, and so on to their last close.

    Flat at the first; risk and costs are `config`'s. A decision at the close of the row before the
    rows fills at their first open, as that of every other row at the next. `detail` has the finer
    candles of every row that was decided on.
    """
    read, lead = with_lead(rows)
    candles, close = decisions.candles, decisions.candles.close[read]
    run = simulated(
        candles.open[read],
        candles.high[read],
        candles.low[read],
        close,
        directions_of(decisions.action[read]),
        initial_balance,
        terms_of(config),
        None if detail is None else detail.part(read),
        adaptive_over(config, candles, read),
        withheld_rows(decisions.observations, read),
    )
    metrics = measure(run.curve, len(close) - lead, run.trades, initial_balance, periods_per_year)
    equity = equity_of(run, initial_balance, len(close))[lead:]
    if lead:
        for name in ("entry_row", "exit_row"):
            run.trades[name] -= lead
    return SpanRun(metrics, equity, run.trades)
