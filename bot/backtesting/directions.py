"""What was decided, as sets of rows that the simulation looks the next one up in."""

from typing import NamedTuple

from bot.compiled import RowSet, compiled, first_row, rows_equal
from bot.decide import ActionArray


class Directions(NamedTuple):
    """What was decided: the rows of +1 and the rows of -1."""

    longs: RowSet
    shorts: RowSet


@compiled
def directions_of(action: ActionArray) -> Directions:
    """The directions of an action (+1, -1, 0) per row."""
    return Directions(rows_equal(action, 1), rows_equal(action, -1))


@compiled
def next_opening(directions: Directions, shorts: bool, start: int, rows: int) -> tuple[int, int]:
    """The first row from `start` on whose decision opens (or the number of rows), and which way."""
    long = first_row(directions.longs, start, rows)
    short = first_row(directions.shorts, start, long) if shorts else long
    return (short, -1) if short < long else (long, 1)
