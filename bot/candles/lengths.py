"""Stretches of candles that are longer or shorter than the others."""

import numpy as np
import numpy.typing as npt

from bot.candles.gaps import candles_text, timeframe_name, timestamp_text

Times = npt.NDArray[np.int64]

_LEAST_RUN = 10
"""Equal steps in a row that no gaps make: nights, weekends and outages alternate with the step."""


def other_lengths(times: Times, step: int) -> npt.NDArray[np.bool_]:
    """Which steps between ascending open times belong to a stretch of candles of another length."""
    steps = np.diff(times)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(steps)) + 1])
    lengths = np.diff(np.append(starts, len(steps)))
    foreign = (lengths >= _LEAST_RUN) & (steps[starts] != step)
    return np.repeat(foreign, lengths)


def length_notes(times: Times, step: int, foreign: npt.NDArray[np.bool_]) -> list[str]:
    """At most one sentence about candles of another length; `foreign` is of other_lengths."""
    rows = np.flatnonzero(foreign)
    if not len(rows):
        return []
    usual, other = _name(step), _name(int(times[rows[0] + 1] - times[rows[0]]))
    return [
        f"{candles_text(len(rows))} from {timestamp_text(times[rows[0]])} on are not {usual} apart"
        f" but {other} at first: candles of another length are decided on as if they were {usual}"
    ]


def _name(step: int) -> str:
    return timeframe_name(step) or f"{step / 1e6:g} s"
