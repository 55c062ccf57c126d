"""Candles that their source revised after they had been decided on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.candles import PRICES
from bot.domain import Candle

_SAME_FACTOR = 1e-4
"""Prices rounded to cents are not moved by exactly one factor."""
_AFTERWARDS = "Nothing is undone, the next decision reads the new values"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A candle as it was decided on, and as its source has it now."""

    decided: Candle
    now: Candle

    def __str__(self) -> str:
        return (
            f"the candle {self.decided.open_time:%Y-%m-%d %H:%M} UTC was revised after it had been "
            f"decided on: {self.changes}. {_AFTERWARDS}"
        )

    @property
    def changes(self) -> str:
        """The prices that differ, with both values."""
        return "; ".join(
            f"{name} {getattr(self.decided, name):.8g}, now {getattr(self.now, name):.8g}"
            for name in PRICES
            if getattr(self.decided, name) != getattr(self.now, name)
        )

    @property
    def factors(self) -> FloatArray:
        """By how much each price was multiplied."""
        return np.array([getattr(self.now, name) / getattr(self.decided, name) for name in PRICES])


def revision_words(revisions: Sequence[Revision]) -> str:
    """One sentence on one or more revisions, oldest first."""
    if len(revisions) == 1:
        return str(revisions[0])
    first, last = (r.decided.open_time for r in (revisions[0], revisions[-1]))
    return (
        f"{len(revisions)} candles from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} UTC were "
        f"revised after they had been decided on{_common_factor(revisions)}; the first of them: "
        f"{revisions[0].changes}. {_AFTERWARDS}"
    )


def _common_factor(revisions: Sequence[Revision]) -> str:
    factors = np.concatenate([revision.factors for revision in revisions])
    factor = float(np.median(factors))
    if (np.abs(factors - factor) > _SAME_FACTOR * factor).any():
        return ""
    return f", all prices by a factor of {factor:.6g}, as after a dividend or split"
