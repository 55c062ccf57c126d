"""Whether the candles come as often as the asset type's trading hours say."""

import numpy as np
from numpy.typing import NDArray

from bot.domain import AssetType

_YEAR_NS = 365.25 * 86_400e9
# Below four weeks, weekends and holidays are not yet spread as they are over a year.
_FEWEST_NS = 28 * 86_400e9
# Outages, holidays and another timetable of the same kind of market stay within this factor.
_USUAL_FACTOR = 1.25


def other_hours_told(
    open_time: NDArray[np.int64], periods_per_year: float, asset_type: AssetType
) -> list[str]:
    """A sentence where the candles are of a market with other hours; ascending ns since 1970.

    What is annualized is wrong then: volatility and Sharpe by the square root of the ratio.
    """
    span = float(open_time[-1] - open_time[0]) if len(open_time) else 0.0
    if span < _FEWEST_NS:
        return []
    found = (len(open_time) - 1) / (span / _YEAR_NS)
    if 1.0 / _USUAL_FACTOR <= found / periods_per_year <= _USUAL_FACTOR:
        return []
    return [
        f"the candles come about {found:,.0f} times a year, while ratios are annualized with"
        f" {periods_per_year:,.10g} ({asset_type}): name the symbol, or its --asset-type"
    ]
