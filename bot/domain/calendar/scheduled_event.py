"""One event whose moment is known beforehand: a rate decision, a release of figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.asset_type import AssetType
from bot.domain.checks import filled_text, require
from bot.domain.macro_event import Impact

EVERYTHING = "*"
"""What an event concerns that moves every market."""
_TELLING = (Impact.HIGH, Impact.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledEvent:
    """What happens at a moment (aware UTC); `concerns` are symbols, asset types, or EVERYTHING."""

    name: str
    at: datetime
    impact: Impact = Impact.HIGH
    concerns: tuple[str, ...] = (EVERYTHING,)

    def __post_init__(self) -> None:
        filled_text("name", self.name)
        require(self.at.tzinfo is not None, f"an aware time for {self.name}", self.at)
        require(len(self.concerns) > 0, f"a symbol, an asset type or * for {self.name}", "nothing")

    @property
    def is_high(self) -> bool:
        """Whether its impact is high or critical."""
        return self.impact in _TELLING

    def is_of(self, symbols: Collection[str], asset_type: AssetType) -> bool:
        """Whether it concerns a market known by these symbols, of this type."""
        return not {EVERYTHING, str(asset_type), *symbols}.isdisjoint(self.concerns)
