"""A few candles at one end, far away in time from all others: a date is wrong."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from bot.candles.gaps import candles_text, timestamp_text

Times = npt.NDArray[np.int64]

_DAY = timedelta(days=1) // timedelta(microseconds=1)
_MOST, _FEWEST_OTHERS = 5, 20
_LEAST = 30 * _DAY
_LONGER, _SHARE = 10, 0.2


def stray_notes(times: Times) -> list[str]:
    """A sentence for each end at which at most five candles lie far from twenty or more others.

    Far is 30 days, ten times the longest gap and a fifth of the span of the others. `times` are
    ascending unique open times in microseconds.
    """
    steps = np.diff(times)
    early, late = _strays(steps), _strays(steps[::-1])
    notes = [_sentence(times[:early], steps[early - 1])] if early else []
    return notes + ([_sentence(times[-late:], steps[-late])] if late else [])


def _strays(steps: Times) -> int:
    """How many candles at the begin of these steps are far from all behind them."""
    if len(steps) < _FEWEST_OTHERS:
        return 0
    count = int(steps[: min(_MOST, len(steps) + 1 - _FEWEST_OTHERS)].argmax()) + 1
    others = steps[count:]
    # The other end may have strays of its own.
    inner = others[: max(_FEWEST_OTHERS - 1, len(others) - _MOST)]
    far = max(_LEAST, _LONGER * int(inner.max()), _SHARE * int(inner.sum()))
    return count if steps[count - 1] >= far else 0


def _sentence(strays: Times, distance: int) -> str:
    days = f"{round(distance / _DAY)} days from the others"
    first = timestamp_text(strays[0])
    if len(strays) == 1:
        return f"1 candle lies {days}, at {first}: look at its date"
    return f"{candles_text(len(strays))} lie {days}, the first at {first}: look at their dates"
