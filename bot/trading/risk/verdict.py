"""What the guard answers."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import RiskRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A reached limit that stops all entries: until a moment, or None = until a person resumes."""

    rule: RiskRule
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an entry is smaller than planned: the limit, the part it leaves, and a sentence."""

    rule: RiskRule
    scale: float
    words: str

    @classmethod
    def refusal(cls, rule: RiskRule, words: str) -> "Reason":
        """A reason that leaves nothing."""
        return cls(rule=rule, scale=0.0, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVerdict:
    """The part of the planned size that may be entered, 0 to 1, and what withholds the rest."""

    scale: float = 1.0
    reasons: tuple[Reason, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether anything may be entered."""
        return self.scale > 0

    @property
    def words(self) -> str:
        """The reasons as one text."""
        return "; ".join(reason.words for reason in self.reasons)
