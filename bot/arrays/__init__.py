"""Plain numpy arrays: their types, times in nanoseconds, fewer points, a search for rows."""

from bot.arrays.decimation import decimated_rows, decimated_rows_of
from bot.arrays.row_search import rows_where
from bot.arrays.times import nanoseconds, rfc3339_texts, utc_time
from bot.arrays.types import FloatArray, IntArray

__all__ = [
    "FloatArray",
    "IntArray",
    "decimated_rows",
    "decimated_rows_of",
    "nanoseconds",
    "rfc3339_texts",
    "rows_where",
    "utc_time",
]
