"""Many EMA/RSI trials in one compiled loop over shared indicator tables."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.backtesting import Directions, Metrics, measure, room_for, simulate, withheld_rows
from bot.compiled import RowSet, compiled, no_rows
from bot.decide import DecisionRows, DecisionTerms, decision_terms
from bot.domain import StrategyConfig
from bot.optimizer.fast_trials.directions import screen_of, technical_rows, whole_rows
from bot.optimizer.fast_trials.ema_pairs import EmaOrder, PairTable, order_rows, rule_rows
from bot.optimizer.fast_trials.indicator_table import IndicatorTable
from bot.optimizer.trials import EmaRsiColumns, MetricColumns, TrialInputs
from bot.rules import Terms, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTables:
    """The indicators of one span of the candles; `pairs` None where few trials share one.

    `rows` begin `lead` rows (0 or 1) before the span: what is decided there fills at its open.
    """

    rows: slice
    lead: int
    emas: IndicatorTable
    rsis: IndicatorTable
    pairs: PairTable | None


def run_batch(
    inputs: TrialInputs, base: StrategyConfig, tables: SpanTables, columns: EmaRsiColumns
) -> MetricColumns:
    """The metrics of every trial on the span; what the columns do not say is the base's."""
    out = np.empty((len(columns.ema_fast), len(Metrics._fields)))
    candles, seen, span, pairs = inputs.candles, inputs.observations, tables.rows, tables.pairs
    close = candles.close[span]
    rows = columns._replace(
        ema_fast=tables.emas.rows_for(columns.ema_fast),
        ema_slow=tables.emas.rows_for(columns.ema_slow),
        rsi_period=tables.rsis.rows_for(columns.rsi_period),
    )
    _run_batch(
        candles.open[span],
        candles.high[span],
        candles.low[span],
        DecisionRows(
            close=close,
            ema_fast=close[:0],
            ema_slow=close[:0],
            rsi=close[:0],
            deviation=seen.deviation[span],
            momentum_pct=seen.momentum_pct[span],
            macro_lean=seen.macro_lean[span],
        ),
        tables.emas.values,
        tables.rsis.values,
        pairs.order if pairs else EmaOrder.room(1, len(close)),
        pairs is not None,
        pairs.pair_of[rows.ema_fast, rows.ema_slow] if pairs else np.zeros(len(out), np.int64),
        np.lexsort((rows.ema_fast, rows.ema_slow, rows.rsi_period)),
        rows,
        decision_terms(base, inputs.policy),
        terms_of(base),
        inputs.initial_balance,
        inputs.periods_per_year,
        len(close) - tables.lead,
        out,
        withheld_rows(seen, span),
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
    ema_order: EmaOrder,
    tabulated: bool,
    pairs: IntArray,
    order: IntArray,
    columns: EmaRsiColumns,
    opinion: DecisionTerms,
    terms: Terms,
    balance: float,
    periods_per_year: float,
    traded: int,
    out: MetricColumns,
    withheld: RowSet | None,
) -> None:
    """Every trial of the columns, whose periods are rows of the tables, into the rows of `out`.

    Taken in an order in which the next trial reads rows that the last one left near the machine.
    """
    close = shared.close
    curve, trades = room_for(close.size)
    directions = Directions(no_rows(close.size), no_rows(close.size))
    screen = screen_of(shared, opinion)
    shorts = terms.allow_short or terms.exit_on_opposite_signal
    for k in order:
        fast, slow = emas[columns.ema_fast[k]], emas[columns.ema_slow[k]]
        strength = rsis[columns.rsi_period[k]]
        opinion_terms = DecisionTerms(
            columns.rsi_overbought[k],
            columns.rsi_oversold[k],
            opinion.ai_enabled,
            opinion.min_confidence,
            opinion.ai_override_confidence,
            opinion.quiet,
            opinion.calibration,
        )
        trial_terms = Terms(
            columns.risk_per_trade_pct[k],
            columns.stop_loss_pct[k],
            columns.take_profit_pct[k],
            terms.fee_pct,
            terms.slippage_pct,
            terms.allow_short,
            terms.exit_on_opposite_signal,
            terms.max_position,
        )
        if opinion.ai_enabled:
            whole_rows(fast, slow, strength, shared, screen, opinion_terms, directions)
        elif opinion.min_confidence > 0.0:
            technical_rows(fast, slow, strength, shared, opinion_terms, 1, directions.longs)
            if shorts:
                technical_rows(fast, slow, strength, shared, opinion_terms, -1, directions.shorts)
        else:
            if not tabulated:
                order_rows(fast, slow, shared.deviation, pairs[k], ema_order)
            rule_rows(ema_order, pairs[k], strength, opinion_terms, 1, directions.longs)
            if shorts:
                rule_rows(ema_order, pairs[k], strength, opinion_terms, -1, directions.shorts)
        count, size = simulate(
            open_,
            high,
            low,
            close,
            directions,
            balance,
            trial_terms,
            curve,
            trades,
            None,
            None,
            withheld,
        )
        metrics = measure(curve[:size], traded, trades[:count], balance, periods_per_year)
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
