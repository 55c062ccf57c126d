"""How an account's equity went: its marks, and the steps from each to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from api.account.accounts import Account
from api.account.marks import state_marks
from api.account.portfolio import Portfolio
from bot.arrays import FloatArray
from bot.domain import EquityPoint


@dataclass(frozen=True, slots=True)
class EquitySteps:
    """What equity changed by at each moment (seconds since the epoch, ascending), from `base` on.

    The last mark is that of the state: `base` and all steps are its equity. `is_whole` False: what
    was before the base was not read.
    """

    base: float
    seconds: FloatArray
    changes: FloatArray
    is_whole: bool

    def until(self, seconds: float) -> float:
        """The equity at a moment: its last mark not after it."""
        return self.base + float(self.changes[: self._count(seconds)].sum())

    def since(self, seconds: float) -> float:
        """What equity has changed by after a moment; exactly 0 where it was not marked since."""
        return float(self.changes[self._count(seconds) :].sum())

    def _count(self, seconds: float) -> int:
        """The marks that are not after a moment."""
        return int(np.searchsorted(self.seconds, seconds, side="right"))

    @property
    def each_drawdown_pct(self) -> FloatArray:
        """How far the base, and then each mark, is below the highest before; 0 or negative."""
        curve = self.base + np.concatenate([[0.0], np.cumsum(self.changes)])
        peaks = np.maximum.accumulate(curve)
        safe = np.where(peaks > 0, peaks, 1.0)
        return np.where(peaks > 0, (curve / safe - 1.0) * 100.0, 0.0)


def equity_steps(portfolio: Portfolio, account: Account) -> EquitySteps:
    """One account's: its last mark is that of the state, newer ones are of a cycle not yet told."""
    marks, _ = state_marks(portfolio, account)
    if portfolio.rows(account, EquityPoint).is_whole:
        return EquitySteps(marks.before, marks.seconds, marks.changes, True)
    return EquitySteps(float(marks.values[0]), marks.seconds[1:], marks.changes[1:], False)


def summed(parts: Sequence[EquitySteps]) -> EquitySteps:
    """Those of several accounts as one's; steps of one moment are one step."""
    if len(parts) == 1:
        return parts[0]
    base = sum(part.base for part in parts)
    empty: FloatArray = np.empty(0)
    seconds = np.concatenate([empty, *(part.seconds for part in parts)])
    changes = np.concatenate([empty, *(part.changes for part in parts)])
    moments, at = np.unique(seconds, return_inverse=True)
    together = np.zeros(len(moments))
    np.add.at(together, at, changes)
    return EquitySteps(base, moments, together, all(part.is_whole for part in parts))
