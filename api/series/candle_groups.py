"""Fewer candles for a chart: neighbours become one, so that no high and no low is lost."""

from collections.abc import Sequence

from bot.domain import Candle


def group_size(count: int, max_points: int) -> int:
    """How many neighbouring candles make one, so that `count` become at most `max_points`."""
    return max(1, -(-count // max_points))


def merge_candles(candles: Sequence[Candle]) -> Candle:
    """One candle over all of them (oldest first, at least one)."""
    return Candle(
        open_time=candles[0].open_time,
        open=candles[0].open,
        high=max(candle.high for candle in candles),
        low=min(candle.low for candle in candles),
        close=candles[-1].close,
        volume=sum(candle.volume for candle in candles),
    )
