"""How loops are compiled and cached, and vectors for them."""

from bot.compiled.loops import compiled
from bot.compiled.row_sets import (
    ROWS_A_WORD,
    RowSet,
    first_row,
    has_row,
    lowest_bit,
    no_rows,
    rows_equal,
    signed,
)
from bot.compiled.vectors import LANES, STRIDE, highest_row, lowest_row, rows_touching

__all__ = [
    "LANES",
    "ROWS_A_WORD",
    "STRIDE",
    "RowSet",
    "compiled",
    "first_row",
    "has_row",
    "highest_row",
    "lowest_bit",
    "lowest_row",
    "no_rows",
    "rows_equal",
    "rows_touching",
    "signed",
]
