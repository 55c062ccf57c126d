"""Candles for charts, oldest first, with what the decision on each saw."""

from api.series.candle_views import candle_points

__all__ = ["candle_points"]
