"""Trials of any strategy, decided one config after the other."""

from collections.abc import Hashable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import (
    Adaptive,
    Directions,
    Metrics,
    adaptive_over,
    directions_of,
    measure,
    room_for,
    simulate,
    with_lead,
    withheld_rows,
)
from bot.decide import decide
from bot.domain import StrategyConfig
from bot.optimizer.trials.config_table import ConfigTable
from bot.optimizer.trials.inputs import TrialInputs
from bot.optimizer.trials.protocol import Evaluate
from bot.rules import AdaptiveTerms, adaptive_terms_of, terms_of

TRIALS_A_PART = 16
"""Few, as a strategy of the user's own may take its time."""


@dataclass(frozen=True, slots=True)
class AnyStrategyTrials:
    """Trials by the one decision of each config; what equal opinions decide is computed once."""

    inputs: TrialInputs

    @property
    def most_a_part(self) -> int:
        """TRIALS_A_PART, whatever the candles."""
        return TRIALS_A_PART

    def prepared(self, configs: ConfigTable, pool: Executor) -> Evaluate:
        """Nothing is shared beyond the inputs."""
        return partial(_evaluated, self.inputs)


def _evaluated(inputs: TrialInputs, configs: ConfigTable) -> FloatArray:
    out = np.empty((len(configs), len(inputs.spans), len(Metrics._fields)))
    decided: dict[Hashable, list[Directions]] = {}
    adapting: dict[AdaptiveTerms | None, Adaptive | None] = {}
    curve, trades = room_for(len(inputs.candles))
    read = [with_lead(rows) for rows in inputs.spans]
    spans = [_prices(inputs, rows) for rows, _ in read]
    withheld = [withheld_rows(inputs.observations, rows) for rows, _ in read]
    balance, periods = inputs.initial_balance, inputs.periods_per_year
    for row in range(len(configs)):
        config = configs.config_at(row)
        opinion = _opinion_of(config)
        if opinion not in decided:
            decided[opinion] = _directions(inputs, config)
        terms, asked = terms_of(config), adaptive_terms_of(config)
        if asked not in adapting:
            adapting[asked] = adaptive_over(config, inputs.candles)
        adaptive = adapting[asked]
        for span, (prices, directions) in enumerate(zip(spans, decided[opinion], strict=True)):
            read_here = None if adaptive is None else adaptive.part(read[span][0])
            count, size = simulate(
                *(*prices, directions, balance, terms, curve, trades),
                *(None, read_here, withheld[span]),
            )
            candles = len(prices[0]) - read[span][1]
            out[row, span] = measure(curve[:size], candles, trades[:count], balance, periods)
    return out


def _opinion_of(config: StrategyConfig) -> Hashable:
    """All that a decision reads of a config: equal ones decide alike."""
    return (
        config.ema_fast,
        config.ema_slow,
        config.rsi_period,
        config.rsi_overbought,
        config.rsi_oversold,
        config.strategy_params,
    )


def _directions(inputs: TrialInputs, config: StrategyConfig) -> list[Directions]:
    """On each span, decided with the history before it."""
    action = decide(inputs.candles, config, inputs.policy, inputs.observations).action
    return [directions_of(action[with_lead(rows)[0]]) for rows in inputs.spans]


def _prices(
    inputs: TrialInputs, rows: slice
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    candles = inputs.candles
    return candles.open[rows], candles.high[rows], candles.low[rows], candles.close[rows]
