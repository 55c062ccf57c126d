"""What is scheduled, and the time around it in which nothing is entered."""

from bot.domain.calendar.blackout import MOST_MINUTES, EntryBlackout
from bot.domain.calendar.scheduled_event import EVERYTHING, ScheduledEvent

__all__ = ["EVERYTHING", "MOST_MINUTES", "EntryBlackout", "ScheduledEvent"]
