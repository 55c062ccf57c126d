"""When the evidence may be looked at, and how strictly: the ledger of looks.

Every look at fresh evidence is a chance to be fooled. A year of a symbol has six looks: the first
is fooled with a chance of at most alpha, each of the five later ones of alpha / 5, so a whole year
with at most 2 alpha, whatever the looks have in common (union bound).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain import require

SHARES = (1.0, 0.2, 0.2, 0.2, 0.2, 0.2)
"""How much of alpha each look of a year spends: as much in the later ones as in the first."""
DUE_AFTER = tuple(timedelta(days=days) for days in (0, 14, 30, 60, 120, 240))
"""When each is due, from the first on, in candle time."""
YEAR = timedelta(days=365)
LEAST_APART = timedelta(days=14)
"""A look that was late keeps its distance to the next: the same candles tell nothing new."""
_CANDLE_YEARS = range(1700, 2250)
"""What the nanoseconds of candles reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look that was spent: the close of its newest candle, its number in its year (from 1),
    and the p that it had to reach. Raises ConfigError for what no look can be.
    """

    at: datetime
    number: int
    threshold: float

    def __post_init__(self) -> None:
        has_zone = self.at.tzinfo is not None
        require(has_zone and self.at.year in _CANDLE_YEARS, "a candle time with a zone", self.at)
        require(1 <= self.number <= len(SHARES), f"a look of 1 to {len(SHARES)}", self.number)
        require(0.0 < self.threshold < 1.0, "0 < p_threshold < 1", self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookLedger:
    """The looks spent on a symbol, oldest first. Neither a promotion nor a restart renews them.

    Raises ConfigError where a look is missing between two: a gap would spend it again.
    """

    looks: tuple[Look, ...] = ()

    def __post_init__(self) -> None:
        for look in self.looks[:1]:
            require(look.number == 1, "look 1 of a year before all others", look.number)
        begun = self.looks[0].at if self.looks else None
        for before, look in pairwise(self.looks):
            goes_on = look.at > before.at and look.number in (1, before.number + 1)
            require(goes_on, "looks in the order in which they were spent", look)
            if look.number == 1 and begun is not None:
                require(look.at >= begun + YEAR, "a look 1 a year after the one before", look.at)
                begun = look.at

    def next_due(self, at: datetime) -> datetime:
        """The earliest candle time of the next look; `at` itself where one is due at `at`."""
        year = self._year(at)
        if not year:
            return at
        start, last = year[0].at, year[-1].at
        if len(year) == len(SHARES):
            return start + YEAR
        return max(at, min(start + YEAR, max(start + DUE_AFTER[len(year)], last + LEAST_APART)))

    def due(self, at: datetime, alpha: float) -> Look | None:
        """The look that may be spent at the candle time `at`; None where none is due."""
        if self.next_due(at) > at or (self.looks and at <= self.looks[-1].at):
            return None
        number = len(self._year(at))
        return Look(at=at, number=number + 1, threshold=alpha * SHARES[number])

    def spent(self, look: Look) -> "LookLedger":
        """The ledger with one look more."""
        return replace(self, looks=(*self.looks, look))

    def _year(self, at: datetime) -> tuple[Look, ...]:
        """The looks of the year that is running at `at`; () where a new one begins."""
        firsts = [n for n, look in enumerate(self.looks) if look.number == 1]
        year = self.looks[firsts[-1] :] if firsts else ()
        return year if year and at < year[0].at + YEAR else ()
