"""What evaluates many configs on the same candles."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol

from bot.arrays import FloatArray
from bot.optimizer.trials.config_table import ConfigTable

Evaluate = Callable[[ConfigTable], FloatArray]
"""The metrics of every config on every span: shape (configs, spans, len(Metrics._fields)).

Can be pickled, so that another process can evaluate.
"""


class Trials(Protocol):
    """Evaluates configs of one strategy on the candles that it was made for (TrialInputs).

    The metrics of a config over the whole candles are, to the last bit, those of a Backtester with
    that config; those of a span are those of span_run over its rows. They depend on no other config
    evaluated with it, nor on how many are evaluated at once.
    """

    @property
    def most_a_part(self) -> int:
        """How many configs one task takes: so few that progress is told often."""
        ...

    def prepared(self, configs: ConfigTable, pool: Executor) -> Evaluate:
        """What evaluates these configs, and all others whose periods occur among theirs together.

        Whatever configs share is computed here, once, in the threads of `pool`.
        """
        ...
