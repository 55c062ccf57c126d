"""What was decided, as sets of rows that the simulation looks the next one up in."""

from typing import NamedTuple

import numpy as np

from bot.compiled import RowSet, compiled, first_row, has_row, rows_equal
from bot.decide import ActionArray, Observations
from bot.rules import Terms, sized_to_nothing


class Directions(NamedTuple):
    """What was decided: the rows of +1 and the rows of -1."""

    longs: RowSet
    shorts: RowSet


@compiled
def directions_of(action: ActionArray) -> Directions:
    """The directions of an action (+1, -1, 0) per row."""
    return Directions(rows_equal(action, 1), rows_equal(action, -1))


def withheld_rows(observations: Observations, rows: slice) -> RowSet | None:
    """Which of some rows enter nothing, as a set counted from their first; None where none."""
    blackout = observations.blackout
    if blackout is None or not blackout[rows].any():
        return None
    return rows_equal(blackout[rows].astype(np.int8), 1)


@compiled
def next_opening(
    directions: Directions, shorts: bool, start: int, rows: int, withheld: RowSet | None
) -> tuple[int, int]:
    """The first row from `start` on whose decision opens (or the number of rows), and which way.

    No decision of a `withheld` row does.
    """
    while True:
        long = first_row(directions.longs, start, rows)
        short = first_row(directions.shorts, start, long) if shorts else long
        t, wanted = (short, -1) if short < long else (long, 1)
        if withheld is not None and t < rows and has_row(withheld, t):
            start = t + 1
            continue
        return t, wanted


@compiled
def entry_allowed(terms: Terms, t: int, withheld: RowSet | None) -> Terms:
    """The terms of an entry decided at row t: of no size where it is withheld."""
    if withheld is not None and has_row(withheld, t):
        return sized_to_nothing(terms)
    return terms
