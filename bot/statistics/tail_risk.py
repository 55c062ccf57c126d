"""The loss that one candle in twenty exceeds, and how large such losses are."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.statistics.undefined import none_if_undefined

TAIL = 0.05
FEWEST = 20
"""Fewer returns than this have no twentieth."""
_APART = 101
"""Of so many returns one is looked at to guess which are among the worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TailRiskStatistics:
    """Losses of one candle in percent of equity, positive for a loss; None under 20 candles."""

    value_at_risk_95_pct: float | None
    conditional_value_at_risk_95_pct: float | None


def _value_at_risk(worst: FloatArray, returns: FloatArray) -> float | None:
    """Minus the 5 % quantile of the returns, as a fraction: historical VaR (Jorion 2006).

    The quantile is interpolated linearly between returns (Hyndman and Fan 1996, type 7). QuantStats
    takes that of a normal distribution instead.
    """
    place = TAIL * (returns.size - 1)
    lower = int(place)
    quantile = worst[lower] + (worst[lower + 1] - worst[lower]) * (place - lower)
    return None if np.isnan(returns).any() else none_if_undefined(-float(quantile))


def _expected_shortfall(worst: FloatArray, returns: FloatArray) -> float | None:
    """Minus the mean of the worst 5 % of the returns, as a fraction: expected shortfall.

    The return on the border counts by the part of it that belongs to the 5 % (Acerbi and Tasche
    2002; the minimum of Rockafellar and Uryasev 2000), so stops that all lose the same are no
    matter of rounding. QuantStats averages what is below the quantile of a normal distribution.
    """
    size = TAIL * returns.size
    whole = int(size)
    border = (size - whole) * worst[whole]
    return none_if_undefined(-float((np.sum(worst[:whole]) + border) / size))


def _worst(returns: FloatArray) -> FloatArray:
    """The returns up to the border of the worst 5 % and one beyond, ascending."""
    count = int(TAIL * returns.size) + 2
    sample = np.sort(returns[::_APART])
    few = returns[returns <= sample[int(2.0 * TAIL * sample.size)]]
    return np.sort(np.partition(few if few.size >= count else returns, count - 1)[:count])


def tail_risk_statistics(returns: FloatArray) -> TailRiskStatistics:
    """Value at risk and expected shortfall of one candle's returns."""
    risk: float | None = None
    shortfall: float | None = None
    if returns.size >= FEWEST:
        worst = _worst(returns)
        risk = _value_at_risk(worst, returns)
        shortfall = _expected_shortfall(worst, returns)
    return TailRiskStatistics(
        value_at_risk_95_pct=None if risk is None else risk * 100.0,
        conditional_value_at_risk_95_pct=None if shortfall is None else shortfall * 100.0,
    )
