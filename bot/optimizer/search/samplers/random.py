"""Independent trials, uniform over the ranges."""

import numpy as np

from bot.arrays import FloatArray
from bot.optimizer.search.samplers.protocol import ParameterSpace
from bot.optimizer.trials import ConfigTable, MetricColumns


class RandomSampler:
    """Gives all trials at once: none depends on another."""

    def __init__(self, space: ParameterSpace, n_trials: int, seed: int) -> None:
        self._space = space
        self._generator = np.random.default_rng(seed)

    def ask(self, most: int) -> ConfigTable | None:
        """Draw as many trials as are asked for."""
        return self._space.draw(most, self._generator)

    def tell(self, metrics: MetricColumns, scores: FloatArray) -> None:
        """Nothing is learned from it."""
