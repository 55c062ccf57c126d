"""Candles whose inside is known."""

from tests.support.inside.hours import hours_of_jumps, hours_of_trends

__all__ = ["hours_of_jumps", "hours_of_trends"]
