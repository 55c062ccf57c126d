"""The calendar of scheduled events, kept in a YAML file."""

from bot.state.calendar.watched_calendar import CalendarFile
from bot.state.calendar.yaml_events import read_calendar

__all__ = ["CalendarFile", "read_calendar"]
