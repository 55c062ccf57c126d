"""What limits are held against: loss, drawdown, the part of a whole, and where the day began."""

from datetime import UTC, datetime

from bot.domain import RiskMemory
from bot.trading.risk.facts import AccountFacts


def percent_of(part: float, whole: float) -> float | None:
    """A part in percent of a whole; None where nothing is left of the whole."""
    return part / whole * 100.0 if whole > 0 else None


def loss_pct(before: float, now: float) -> float:
    """How much less it is than before, in percent; 0 for a gain."""
    return max(before - now, 0.0) / before * 100.0 if before > 0 else 0.0


def day_loss_pct(memory: RiskMemory, facts: AccountFacts) -> float:
    """What the UTC day has lost, in percent of what it began with."""
    return loss_pct(memory.day_start_equity, facts.equity)


def drawdown_pct(memory: RiskMemory, facts: AccountFacts) -> float:
    """How far the equity is below its peak, in percent."""
    return loss_pct(memory.peak_equity, facts.equity)


def beginning_of_day(moment: datetime) -> datetime:
    """When the UTC day of a moment began."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def entries_today(memory: RiskMemory, facts: AccountFacts) -> int:
    """The positions entered on the day; from the earlier day on where a clock was set back."""
    return facts.entries_since(min(memory.day, beginning_of_day(facts.now)))
