"""Series for charts, oldest first: an account's curve, candles with what the decision saw."""

from api.series.candle_views import candle_points
from api.series.curve import MOST_POINTS_READ, AccountCurve, account_curve, curve_points, first_open

__all__ = [
    "MOST_POINTS_READ",
    "AccountCurve",
    "account_curve",
    "candle_points",
    "curve_points",
    "first_open",
]
