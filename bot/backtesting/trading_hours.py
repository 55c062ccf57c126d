"""Whether the candles come as often as the asset type's trading hours say."""

import numpy as np
from numpy.typing import NDArray

from bot.candles import saturdays_of
from bot.domain import AssetType

_DAY_NS = 86_400e9
_YEAR_NS = 365.25 * _DAY_NS
# Below four weeks, weekends and holidays are not yet spread as they are over a year.
_FEWEST_NS = 28 * _DAY_NS
# No market rests so long: what is longer is a gap, which is told elsewhere.
_LONGEST_REST_NS = 7 * _DAY_NS
# Outages, holidays and another timetable of the same kind of market stay within this factor.
_USUAL_FACTOR = 1.25
_ADVICE = "name the symbol, its --asset-type or --periods-per-year"


def other_hours_notes(
    open_time: NDArray[np.int64],
    periods_per_year: float,
    asset_type: AssetType,
    *,
    is_stated: bool = False,
) -> list[str]:
    """A sentence where the candles are of a market with other hours; ascending ns since 1970.

    What is annualized is wrong then: volatility and Sharpe by the square root of the ratio. Below
    four weeks only Saturdays tell. `is_stated` where the user named the periods a year.
    """
    basis = f"{periods_per_year:,.10g} ({'stated' if is_stated else asset_type})"
    if len(open_time) < 2 or _is_usual(_a_year(open_time), periods_per_year):
        return []
    steps = np.diff(open_time).astype(np.float64)
    usual = float(np.median(steps))
    counted = steps[steps <= max(_LONGEST_REST_NS, 1.5 * usual)]
    span = float(counted.sum())
    if span < _FEWEST_NS:
        return [] if is_stated else _weekend_notes(open_time, usual, basis, asset_type)
    yearly = len(counted) / (span / _YEAR_NS)
    if _is_usual(yearly, periods_per_year):
        return []
    return [
        f"the candles come about {yearly:,.0f} times a year, while ratios are annualized with"
        f" {basis}: {_ADVICE}"
    ]


def _weekend_notes(
    open_time: NDArray[np.int64], usual: float, basis: str, asset_type: AssetType
) -> list[str]:
    """A sentence where the Saturdays of a short time contradict the asset type."""
    saturdays = saturdays_of(open_time, int(usual), int(_DAY_NS))
    is_crypto = asset_type is AssetType.CRYPTO
    if not is_crypto and saturdays.are_open:
        seen = "go on over"
    elif is_crypto and saturdays.are_closed:
        seen = "leave out"
    else:
        return []
    return [f"the candles {seen} Saturdays, while ratios are annualized with {basis}: {_ADVICE}"]


def _a_year(open_time: NDArray[np.int64]) -> float:
    """Candles a year between the first and the last, gaps included."""
    return (len(open_time) - 1) / (float(open_time[-1] - open_time[0]) / _YEAR_NS)


def _is_usual(yearly: float, periods_per_year: float) -> bool:
    """Whether so many candles are about as many as a year should have."""
    return 1.0 / _USUAL_FACTOR <= yearly / periods_per_year <= _USUAL_FACTOR
