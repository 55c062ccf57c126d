"""Whether the bot may trade, why, and until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.risk.limits import RiskRule
from bot.domain.times import rfc3339


class TradingState(StrEnum):
    """ACTIVE takes entries, REDUCING exits only, HALTED sends no orders but the protection.

    Of the account as of a symbol at its venue. The stop and the target of an open position go on in
    every state.
    """

    ACTIVE = "ACTIVE"
    REDUCING = "REDUCING"
    HALTED = "HALTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingPermit:
    """The trading state as it was set: why, since when, by whom, and until when by itself.

    `rule` is the rule that set it, None = a person (or nobody yet). `until` None = until a person
    changes it. `since` None = it was never set.
    """

    state: TradingState = TradingState.ACTIVE
    reason: str = "nobody has paused it"
    since: datetime | None = None
    by: str = "nobody"
    rule: RiskRule | None = None
    until: datetime | None = None

    @property
    def allows_entries(self) -> bool:
        """Whether positions may be entered."""
        return self.state is TradingState.ACTIVE

    def has_ended(self, now: datetime) -> bool:
        """Whether its time is over at `now`."""
        return self.until is not None and now >= self.until

    def __str__(self) -> str:
        if self.allows_entries:
            return f"{self.state}: {self.reason}"
        does = "exits only" if self.state is TradingState.REDUCING else "no orders but protection"
        until = "until it is resumed" if self.until is None else f"until {rfc3339(self.until)}"
        return f"{self.state} ({does}), set by {self.by}, {until}: {self.reason}"
