"""What finer candles changed in a backtest."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.backtesting.inside.coverage import Coverage
from bot.backtesting.inside.exits import (
    BEYOND_TARGET,
    CONFIRMED,
    GAPPED,
    NOT_INSIDE,
    REORDERED,
    UNDECIDED,
    InsideExits,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DetailEffect:
    """What the finer candles decided, a row of `exits` for each trade.

    `pnl_change` is the run's P&L less that of the same run on the coarse candles alone, in quote
    currency, `pnl_change_pct` the same in percent of the initial balance.
    """

    exits: InsideExits
    coverage: Coverage
    pnl_change: float
    pnl_change_pct: float

    @property
    def exits_inside(self) -> int:
        """Exits at a stop or target inside a candle, behind its open."""
        return len(self.exits.code) - self._count(NOT_INSIDE)

    @property
    def decided(self) -> int:
        """Exits that finer candles decided."""
        return self.changed + self._count(CONFIRMED)

    @property
    def undecided(self) -> int:
        """Exits whose order no finer candle reaches: the coarse candle decided."""
        return self._count(UNDECIDED)

    @property
    def changed(self) -> int:
        """Exits at another price or for another reason than the coarse candle gives."""
        return self._count(GAPPED, BEYOND_TARGET, REORDERED)

    @property
    def stops_gapped(self) -> int:
        """Stops that filled beyond their price, at a finer open."""
        return self._count(GAPPED)

    @property
    def targets_beyond(self) -> int:
        """Targets that filled beyond their price, at a finer open."""
        return self._count(BEYOND_TARGET)

    @property
    def reordered(self) -> int:
        """Exits where the other order than that of the coarse rule came first."""
        return self._count(REORDERED)

    @property
    def touched_both(self) -> int:
        """Exits inside a candle that touches both stop and target."""
        return int(np.count_nonzero(self.exits.touched_both))

    def _count(self, *codes: int) -> int:
        """How many exits have one of the codes."""
        return int(np.isin(self.exits.code, codes).sum())

    def to_dict(self) -> dict[str, Any]:
        """Every number, ready for JSON."""
        return {
            "candles": self.coverage.candles,
            "candles_covered": self.coverage.covered,
            "candles_outside": self.coverage.outside,
            "exits_inside": self.exits_inside,
            "touched_both": self.touched_both,
            "decided": self.decided,
            "changed": self.changed,
            "stops_gapped_through": self.stops_gapped,
            "targets_filled_beyond": self.targets_beyond,
            "reordered": self.reordered,
            "undecided": self.undecided,
            "pnl_change": self.pnl_change,
            "pnl_change_pct": self.pnl_change_pct,
        }
