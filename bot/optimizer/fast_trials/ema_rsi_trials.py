"""Trials of EMA/RSI, thousands a call."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import with_lead
from bot.domain import StrategyConfig
from bot.optimizer.fast_trials.batch import SpanTables, run_batch
from bot.optimizer.fast_trials.ema_pairs import PairTable, pair_table
from bot.optimizer.fast_trials.indicator_table import IndicatorTable, indicator_tables
from bot.optimizer.trials import ConfigTable, EmaRsiColumns, Evaluate, TrialInputs, columns_of

_MOST_A_PART, _FEWEST_A_PART, _CANDLES_A_PART = 512, 64, 4_000_000


@dataclass(frozen=True, slots=True)
class EmaRsiTrials:
    """Trials in a compiled loop, over indicators of which each is computed once."""

    inputs: TrialInputs

    @property
    def most_a_part(self) -> int:
        """Few over many candles, many over few."""
        by_candles = _CANDLES_A_PART // max(len(self.inputs.candles), 1)
        return max(_FEWEST_A_PART, min(_MOST_A_PART, by_candles))

    def prepared(self, configs: ConfigTable, pool: Executor) -> Evaluate:
        """Compute the indicators of every period that occurs, once."""
        columns, inputs = columns_of(configs), self.inputs
        first = min(with_lead(span)[0].start or 0 for span in inputs.spans)
        emas, rsis = indicator_tables(inputs.candles.close, columns, pool, first)
        tables = tuple(self._tables(span, emas, rsis, columns, pool) for span in inputs.spans)
        return partial(_evaluated, inputs, configs.base, tables)

    def _tables(
        self,
        span: slice,
        emas: IndicatorTable,
        rsis: IndicatorTable,
        columns: EmaRsiColumns,
        pool: Executor,
    ) -> SpanTables:
        rows, lead = with_lead(span)
        emas = emas.of_candles(rows)
        pairs = self._pairs(rows, emas, columns, pool)
        return SpanTables(rows=rows, lead=lead, emas=emas, rsis=rsis.of_candles(rows), pairs=pairs)

    def _pairs(
        self, rows: slice, emas: IndicatorTable, columns: EmaRsiColumns, pool: Executor
    ) -> PairTable | None:
        """The pairs that trials share; None where a decision asks more than which EMA is above."""
        policy = self.inputs.policy
        if policy.ai_enabled or policy.min_confidence > 0.0:
            return None
        fast, slow = emas.rows_for(columns.ema_fast), emas.rows_for(columns.ema_slow)
        return pair_table(emas.values, fast, slow, self.inputs.observations.deviation[rows], pool)


def _evaluated(
    inputs: TrialInputs, base: StrategyConfig, tables: tuple[SpanTables, ...], configs: ConfigTable
) -> FloatArray:
    columns = columns_of(configs)
    return np.stack([run_batch(inputs, base, table, columns) for table in tables], axis=1)
