"""Trials by one Backtester a config: slow, and nothing shared but the candles."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from bot.backtesting import Backtester, Conditions, Metrics, span_run


@dataclass(frozen=True)
class PlainTrials:
    """An adapter of Trials that is right at sight."""

    candles: pd.DataFrame
    conditions: Conditions
    spans: tuple[slice, ...] = (slice(None),)
    most_a_part: int = 3

    def prepared(self, configs, pool):
        """Nothing is prepared."""
        return partial(self._evaluated)

    def _evaluated(self, configs):
        out = np.empty((len(configs), len(self.spans), len(Metrics._fields)))
        for row in range(len(configs)):
            for span, rows in enumerate(self.spans):
                out[row, span] = self._metrics(configs.config_at(row), rows)
        return out

    def _metrics(self, config, rows):
        start, end, _ = rows.indices(len(self.candles))
        if (start, end) == (0, len(self.candles)):
            backtester = Backtester(
                config,
                self.conditions.policy,
                events=self.conditions.events,
                initial_balance=self.conditions.initial_balance,
                blackout=self.conditions.blackout,
            )
            return backtester.run(self.candles).metrics
        return span_run(self.candles, config, self.conditions, start, end).metrics
