"""A config over a part of the candles, decided on the history before it."""

from typing import TYPE_CHECKING, NamedTuple

from bot.arrays import FloatArray
from bot.backtesting.conditions import Conditions
from bot.backtesting.directions import directions_of
from bot.backtesting.metrics import Metrics, measure
from bot.backtesting.simulation import equity_of, simulated
from bot.candles import CandleArrays
from bot.decide import Decisions, decide, required_candles
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
    candles: "pd.DataFrame", config: StrategyConfig, conditions: Conditions, start: int, end: int
) -> SpanRun:
    """Backtest a config over rows start to end - 1, flat at the start.

    The decisions are those of the whole history: as many earlier rows as the config needs to warm
    up (and the frame has) are read, none of them traded.
    """
    first = max(0, start - required_candles(config))
    window = CandleArrays.of(candles.iloc[first:end], config.timeframe)
    observations = conditions.observed(window, config)
    decisions = decide(window, config, conditions.policy, observations)
    return traded_run(
        decisions,
        config,
        slice(start - first, None),
        conditions.initial_balance,
        conditions.periods_per_year(config),
    )


def traded_run(
    decisions: Decisions,
    config: StrategyConfig,
    rows: slice,
    initial_balance: float,
    periods_per_year: float,
) -> SpanRun:
    """Trade decisions over some of their rows, flat at the first; risk and costs are `config`'s."""
    candles, close = decisions.candles, decisions.candles.close[rows]
    run = simulated(
        candles.open[rows],
        candles.high[rows],
        candles.low[rows],
        close,
        directions_of(decisions.action[rows]),
        initial_balance,
        terms_of(config),
    )
    metrics = measure(run.curve, len(close), run.trades, initial_balance, periods_per_year)
    return SpanRun(metrics, equity_of(run, initial_balance, len(close)), run.trades)
