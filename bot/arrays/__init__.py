"""Plain numpy arrays: their types, times in nanoseconds, fewer points for a picture."""

from bot.arrays.decimation import decimated_rows
from bot.arrays.times import nanoseconds, rfc3339_texts, utc_time
from bot.arrays.types import FloatArray, IntArray

__all__ = ["FloatArray", "IntArray", "decimated_rows", "nanoseconds", "rfc3339_texts", "utc_time"]
