"""Many trials in one compiled loop over shared indicator tables."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Directions, Metrics, measure, room_for, simulate
from bot.candles import CandleArrays
from bot.compiled import compiled, no_rows
from bot.decide import DecisionRows, DecisionTerms, Observations, decision_terms
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer.fast_trials.directions import screen_of, technical_rows, whole_rows
from bot.optimizer.fast_trials.fill import fill_together
from bot.optimizer.fast_trials.trends import Trends, TrendTable, rule_rows, trend_rows
from bot.optimizer.search.objective import MetricColumns
from bot.optimizer.search.space import Draws, IntArray
from bot.rules import Terms, terms_of
from bot.strategy import ema_into, rsi_into


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """One indicator for each period, in rising order: `values` has shape (periods, candles)."""

    periods: IntArray
    values: FloatArray

    def rows_for(self, wanted: IntArray) -> IntArray:
        """The row of each wanted period, which must be among `periods`."""
        row_of = np.zeros(self.periods[-1] + 1, np.int64)
        row_of[self.periods] = np.arange(len(self.periods))
        found: IntArray = row_of[wanted]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialInputs:
    """All that trials over the same candles share."""

    candles: CandleArrays
    observations: Observations
    base: StrategyConfig
    policy: DecisionPolicy
    initial_balance: float
    periods_per_year: float
    emas: IndicatorTable
    rsis: IndicatorTable
    trends: TrendTable | None = None


def indicator_tables(
    close: FloatArray, draws: Draws, executor: Executor
) -> tuple[IndicatorTable, IndicatorTable]:
    """EMA and RSI of every period that the draws use, each computed once."""
    emas = _distinct(np.concatenate([draws.ema_fast, draws.ema_slow]))
    rsis = _distinct(draws.rsi_period)
    levels, strengths = np.empty((len(emas), len(close))), np.empty((len(rsis), len(close)))
    fill_together(
        executor,
        partial(_ema_rows, close, emas, levels),
        partial(_rsi_rows, close, rsis, strengths),
    )
    return (
        IndicatorTable(periods=emas, values=levels),
        IndicatorTable(periods=rsis, values=strengths),
    )


def _distinct(periods: IntArray) -> IntArray:
    """In order; by counting, since many trials have few periods."""
    return np.flatnonzero(np.bincount(periods))


@compiled
def _ema_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        ema_into(close, periods[k], out[k])


@compiled
def _rsi_rows(close: FloatArray, periods: IntArray, out: FloatArray, first: int, step: int) -> None:
    for k in range(first, periods.size, step):
        rsi_into(close, periods[k], out[k])


def run_trials(inputs: TrialInputs, draws: Draws) -> MetricColumns:
    """The metrics of every trial, equal to those of a Backtester with the trial's config."""
    out = np.empty((len(draws.ema_fast), len(Metrics._fields)))
    candles, seen, table = inputs.candles, inputs.observations, inputs.trends
    rows = draws._replace(
        ema_fast=inputs.emas.rows_for(draws.ema_fast),
        ema_slow=inputs.emas.rows_for(draws.ema_slow),
        rsi_period=inputs.rsis.rows_for(draws.rsi_period),
    )
    _run_batch(
        candles.open,
        candles.high,
        candles.low,
        DecisionRows(
            close=candles.close,
            ema_fast=candles.close[:0],
            ema_slow=candles.close[:0],
            rsi=candles.close[:0],
            deviation=seen.deviation,
            momentum_pct=seen.momentum_pct,
            macro_lean=seen.macro_lean,
        ),
        inputs.emas.values,
        inputs.rsis.values,
        table.trends if table else Trends.room(1, len(candles)),
        table is not None,
        table.pair_of[rows.ema_fast, rows.ema_slow] if table else np.zeros(len(out), np.int64),
        np.lexsort((rows.ema_fast, rows.ema_slow, rows.rsi_period)),
        rows,
        decision_terms(inputs.base, inputs.policy),
        terms_of(inputs.base),
        inputs.initial_balance,
        inputs.periods_per_year,
        out,
    )
    return out


@compiled
def _run_batch(
    open_: FloatArray,
    high: FloatArray,
    low: FloatArray,
    shared: DecisionRows,
    emas: FloatArray,
    rsis: FloatArray,
    trends: Trends,
    tabulated: bool,
    pairs: IntArray,
    order: IntArray,
    draws: Draws,
    opinion: DecisionTerms,
    terms: Terms,
    balance: float,
    periods_per_year: float,
    out: MetricColumns,
) -> None:
    """Every trial of the draws, whose periods are rows of the tables, into the rows of `out`.

    Taken in an order in which the next trial reads rows that the last one left near the machine.
    """
    close = shared.close
    curve, trades = room_for(close.size)
    directions = Directions(no_rows(close.size), no_rows(close.size))
    screen = screen_of(shared, opinion)
    shorts = terms.allow_short or terms.exit_on_opposite_signal
    for k in order:
        fast, slow = emas[draws.ema_fast[k]], emas[draws.ema_slow[k]]
        strength = rsis[draws.rsi_period[k]]
        opinion_terms = DecisionTerms(
            draws.rsi_overbought[k],
            draws.rsi_oversold[k],
            opinion.ai_enabled,
            opinion.min_confidence,
            opinion.ai_override_confidence,
            opinion.quiet,
        )
        trial_terms = Terms(
            draws.risk_per_trade_pct[k],
            draws.stop_loss_pct[k],
            draws.take_profit_pct[k],
            terms.fee_pct,
            terms.slippage_pct,
            terms.allow_short,
            terms.exit_on_opposite_signal,
        )
        if opinion.ai_enabled:
            whole_rows(fast, slow, strength, shared, screen, opinion_terms, directions)
        elif opinion.min_confidence > 0.0:
            technical_rows(fast, slow, strength, shared, opinion_terms, 1, directions.longs)
            if shorts:
                technical_rows(fast, slow, strength, shared, opinion_terms, -1, directions.shorts)
        else:
            if not tabulated:
                trend_rows(fast, slow, shared.deviation, pairs[k], trends)
            rule_rows(trends, pairs[k], strength, opinion_terms, 1, directions.longs)
            if shorts:
                rule_rows(trends, pairs[k], strength, opinion_terms, -1, directions.shorts)
        count, size = simulate(
            open_, high, low, close, directions, balance, trial_terms, curve, trades
        )
        metrics = measure(curve[:size], close.size, trades[:count], balance, periods_per_year)
        _keep(out[k], metrics)


@compiled
def _keep(row: FloatArray, metrics: Metrics) -> None:
    """The metrics in the order of their fields; a test holds the order."""
    row[0] = metrics.total_pnl
    row[1] = metrics.total_pnl_pct
    row[2] = metrics.total_trades
    row[3] = metrics.winning_trades
    row[4] = metrics.losing_trades
    row[5] = metrics.win_rate
    row[6] = metrics.avg_win
    row[7] = metrics.avg_loss
    row[8] = metrics.profit_factor
    row[9] = metrics.max_drawdown
    row[10] = metrics.max_drawdown_pct
    row[11] = metrics.sharpe_ratio
    row[12] = metrics.total_fees
    row[13] = metrics.sortino_ratio
    row[14] = metrics.calmar_ratio
