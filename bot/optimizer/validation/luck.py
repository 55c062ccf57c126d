"""What the best of many tries shows without any skill."""

import math
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.optimizer.validation.deflated_sharpe import (
    deflated_sharpe_ratio,
    expected_maximum_sharpe,
)
from bot.statistics import kurtosis, moments_of, scaled, sharpe_ratio, skewness


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """What luck alone makes of many tries.

    `tries` is how many independent configs were tried (a fraction where they are alike), `variance`
    that of their Sharpe ratios (a candle's), `expected_maximum_sharpe` the annualized ratio that
    the luckiest of so many tries without skill is expected to show (Bailey and Lopez de Prado
    2014). None where fewer than two tries have a ratio.
    """

    tries: float
    variance: float | None
    expected_maximum_sharpe: float | None

    def deflated(self, returns: FloatArray) -> float | None:
        """The probability that the true ratio of these returns, one a candle, is above 0 after they
        were picked as the best; None where it is undefined.
        """
        moments = moments_of(returns)
        sharpe, skew, kurt = sharpe_ratio(moments, 1.0), skewness(moments), kurtosis(moments)
        if sharpe is None or skew is None or kurt is None or self.variance is None:
            return None
        return deflated_sharpe_ratio(sharpe, moments.size, skew, kurt, self.variance, self.tries)


def luck_of(annual_ratios: FloatArray, tries: float, periods_per_year: float) -> Luck:
    """From the annualized Sharpe ratios of all trials; what is not finite is left out."""
    ratios = annual_ratios[np.isfinite(annual_ratios)] / math.sqrt(periods_per_year)
    if len(ratios) < 2:
        return Luck(tries=tries, variance=None, expected_maximum_sharpe=None)
    variance = float(np.var(ratios, ddof=1))
    expected = expected_maximum_sharpe(variance, tries)
    return Luck(
        tries=tries,
        variance=variance,
        expected_maximum_sharpe=scaled(expected, math.sqrt(periods_per_year)),
    )
