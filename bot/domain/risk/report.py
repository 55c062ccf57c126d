"""What the guard remembers, and how much of each limit is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.risk.limits import RiskRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMemory:
    """What no state of a symbol tells: when the UTC day began, with what, and the peak.

    `capital` is what all symbols began with together, by which another portfolio is known.
    `counted_from` is when a person let trading go on, from which losses in a row count anew.
    """

    capital: float
    day: datetime
    day_start_equity: float
    peak_equity: float
    counted_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """How much of a limit is used: `limit` None = none is set, `use` None = not known now.

    `unit` is what both count: "%" or the name of things.
    """

    rule: RiskRule
    limit: float | None
    use: float | None
    unit: str

    @property
    def is_reached(self) -> bool:
        """Whether nothing is left of it."""
        return self.limit is not None and self.use is not None and self.use >= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskReport:
    """The account as the guard saw it last; `exposures` are in quote currency by symbol."""

    as_of: datetime
    equity: float
    memory: RiskMemory
    uses: tuple[LimitUse, ...] = ()
    exposures: Mapping[str, float] = field(default_factory=dict)
