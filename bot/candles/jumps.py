"""Jumps of price that no trading explains: splits, other units, wrong candles."""

from collections.abc import Sequence
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.arrays import rows_where
from bot.candles.gaps import candles_text, timestamp_text

Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.int64]

# Smaller ones (3:2) are the size of a bad quarter: NVDA opened at 2/3 on 2004-08-06.
_RATIOS = np.array([*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100, 1_000, 10_000, 1_000_000])
_LEAST = 1.7
"""Smaller ratios between an open and the close before happen in every market."""
# The first candle opens at the new level, and does not move far from it.
_OPEN_TOLERANCE, _CLOSE_TOLERANCE = np.log1p(0.05), np.log1p(0.15)
# What is no customary ratio must be larger than any crash between two candles.
_UNHEARD_OF = np.log(4.0)
_LEVEL_TOLERANCE = np.log(1.5)
# Out and back: a wrong price of a few candles.
_LEAST_WRONG, _BACK_TOLERANCE, _MOST_WRONG = np.log(1.9), np.log(1.3), 5
_USUAL_MOVES = 12.0
"""A crash comes out of a market that moves; a split out of any."""
_SAMPLE = 5_000
_MOST = 1_000
"""Jumps that are looked at: where there are more, nothing is a price."""
_LEAST_UNIT = 100.0
_ROUND = 0.05
_MOST_LISTED = 3


class JumpKind(Enum):
    """What a jump looks like, in words."""

    SPLIT = "like a split that was not adjusted"
    UNIT = "like a split or another unit (pence for pounds, a new currency) that was not adjusted"
    WRONG = "like wrong prices, there and back"
    UNKNOWN = "that no market makes"


class Jump(NamedTuple):
    """The first candle of the new level, the ratio to the old one, and for how many candles.

    `candles` is 0 where the new level stays.
    """

    kind: JumpKind
    row: int
    ratio: float
    candles: int = 0


def find_jumps(open_: Floats, close: Floats) -> list[Jump]:
    """The jumps among positive finite prices of candles in order, ascending by row.

    A jump lies between a close and the next open: by a customary ratio that the first close holds,
    by a factor of 4 or more, or by one that is taken back within five candles. It must be twelve
    times what the market usually moves in a candle.
    """
    rows = rows_where(_is_leap, open_[1:], close[:-1])
    if not len(rows):
        return []
    sizes = np.log(open_[rows + 1] / close[rows])
    large = np.flatnonzero(np.abs(sizes) > _USUAL_MOVES * _usual_move(open_, close))[:_MOST]
    rows, sizes = rows[large], sizes[large]
    leaps = [
        _Leap(*values)
        for values in zip(
            rows.tolist(),
            sizes.tolist(),
            np.log(close[rows] / open_[rows]).tolist(),
            np.log(close[rows + 1] / open_[rows + 1]).tolist(),
            strict=True,
        )
    ]
    return _named(leaps)


def _is_leap(opened: Floats, closed_before: Floats) -> npt.NDArray[np.bool_]:
    ratio = opened / closed_before
    return (ratio > _LEAST) | (ratio < 1.0 / _LEAST)


def jump_notes(times: Times, open_: "pd.Series[float]", close: "pd.Series[float]") -> list[str]:
    """A sentence on each kind of jump, with time and ratio; prices are left as they are."""
    jumps = find_jumps(open_.to_numpy(np.float64), close.to_numpy(np.float64))
    by_kind = ([jump for jump in jumps if jump.kind is kind] for kind in JumpKind)
    return [_sentence(times, alike) for alike in by_kind if alike]


class _Leap(NamedTuple):
    """A ratio between the close of `row` and the next open, and what both candles did (logs)."""

    row: int
    size: float
    before: float
    inside: float


def _usual_move(open_: Floats, close: Floats) -> float:
    """The median move between candles and inside one (logs), of candles spread over all."""
    rows = np.linspace(0, len(close) - 2, min(len(close) - 1, _SAMPLE)).astype(np.int64)
    between = np.median(np.abs(np.log(open_[rows + 1] / close[rows])))
    inside = np.median(np.abs(np.log(close[rows] / open_[rows])))
    return float(between + inside)


def _named(leaps: Sequence[_Leap]) -> list[Jump]:
    jumps, taken = [], -1
    for leap, later in zip_longest(leaps, leaps[1:]):
        if leap.row == taken:  # the way back of the one before
            continue
        jump = _wrong(leap, later) or _lasting(leap)
        if jump is not None:
            jumps.append(jump)
            taken = jump.row + jump.candles - 1 if jump.kind is JumpKind.WRONG else -1
    return jumps


def _wrong(leap: _Leap, later: _Leap | None) -> Jump | None:
    """A price that is taken back: by the next leap, inside the candle, or one that began there."""
    ratio = float(np.exp(leap.size))
    if abs(leap.size) < _LEAST_WRONG:
        return None
    if later is not None and later.row - leap.row <= _MOST_WRONG and _cancel(leap, later.size):
        return Jump(JumpKind.WRONG, leap.row + 1, ratio, later.row - leap.row)
    if _cancel(leap, leap.inside):
        return Jump(JumpKind.WRONG, leap.row + 1, ratio, 1)
    if _cancel(leap, leap.before):
        return Jump(JumpKind.WRONG, leap.row, 1.0 / ratio, 1)
    return None


def _cancel(leap: _Leap, other: float) -> bool:
    return bool(abs(leap.size + other) < _BACK_TOLERANCE)


def _lasting(leap: _Leap) -> Jump | None:
    sign, size = np.sign(leap.size), abs(leap.size)
    nearest = float(_RATIOS[np.abs(np.log(_RATIOS) - size).argmin()])
    off, held = abs(size - np.log(nearest)), abs(sign * (leap.size + leap.inside) - np.log(nearest))
    if off < _OPEN_TOLERANCE and held < _CLOSE_TOLERANCE:
        kind = JumpKind.UNIT if nearest >= _LEAST_UNIT else JumpKind.SPLIT
        return Jump(kind, leap.row + 1, nearest if sign > 0 else 1.0 / nearest)
    if size > _UNHEARD_OF and abs(leap.inside) < _LEVEL_TOLERANCE:
        return Jump(JumpKind.UNKNOWN, leap.row + 1, float(np.exp(leap.size)))
    return None


def _sentence(times: Times, jumps: Sequence[Jump]) -> str:
    leaps = sum(2 if jump.candles else 1 for jump in jumps)
    count = "1 jump" if leaps == 1 else f"{leaps} jumps"
    listed = ", ".join(_listed(times, jump) for jump in jumps[:_MOST_LISTED])
    more = f" and {len(jumps) - _MOST_LISTED} more" if len(jumps) > _MOST_LISTED else ""
    return f"{count} {jumps[0].kind.value}: to {listed}{more}; prices are left as they are"


def _listed(times: Times, jump: Jump) -> str:
    there = f"about {_ratio_text(jump.ratio)} the price at {timestamp_text(times[jump.row])}"
    return f"{there} for {candles_text(jump.candles)}" if jump.candles else there


def _ratio_text(ratio: float) -> str:
    if ratio >= 1.0:
        return f"{_short(ratio)} times"
    return f"1/{_short(1.0 / ratio)} of"


def _short(number: float) -> str:
    whole = round(number)
    return f"{whole}" if abs(number / whole - 1.0) < _ROUND else f"{number:.3g}"
