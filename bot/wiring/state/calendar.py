"""Where scheduled events come from, and around which of them nothing is entered."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.calendar import EntryBlackout
from bot.domain.errors import ConfigError
from bot.settings import Settings
from bot.state.calendar import CalendarFile, read_calendar

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger  # what does not log shall not wait for it


def load_blackout(
    settings: Settings,
    named: Path | None = None,
    before_minutes: float | None = None,
    after_minutes: float | None = None,
) -> EntryBlackout:
    """The rule of the settings with what flags state over it, and the calendar where it is on.

    DataError where that cannot be read, ConfigError for a calendar that is named and not used.
    """
    usual = _without_events(settings)
    stated = EntryBlackout(
        before_minutes=usual.before_minutes if before_minutes is None else before_minutes,
        after_minutes=usual.after_minutes if after_minutes is None else after_minutes,
    )
    if stated.is_on:
        return replace(stated, events=read_calendar(named or settings.calendar_file))
    if named is not None:
        raise ConfigError(
            "need --blackout-before or --blackout-after with --calendar, were 0: "
            "say for how many minutes nothing is entered"
        )
    return stated


def entry_blackout(settings: Settings, log: "FilteringBoundLogger") -> Callable[[], EntryBlackout]:
    """The rule as it is now, the calendar looked at again every MACRO_REFRESH_SECONDS.

    DataError where the rule is on and the calendar cannot be read: a bot that would enter through
    every release does not start.
    """
    rule = _without_events(settings)
    if not rule.is_on:
        return lambda: rule
    calendar = CalendarFile(
        settings.calendar_file,
        settings.macro.macro_refresh_seconds,
        time.monotonic,
        lambda words: log.warning("calendar", problem=words),
    )
    return lambda: replace(rule, events=calendar.current())


def shown_blackout(settings: Settings) -> Callable[[], EntryBlackout]:
    """The rule with what is in the calendar, also where it is off, for who only shows it.

    DataError, at a call, where there is a calendar that cannot be read.
    """
    rule = _without_events(settings)
    calendars: list[CalendarFile] = []

    def shown() -> EntryBlackout:
        if not calendars and not settings.calendar_file.exists():
            return rule
        if not calendars:
            calendars.append(CalendarFile(settings.calendar_file, 0.0, time.monotonic, _pass_over))
        return replace(rule, events=calendars[0].current())

    return shown


def _pass_over(_: str) -> None:
    """The bot tells it."""


def _without_events(settings: Settings) -> EntryBlackout:
    stated = settings.calendar
    return EntryBlackout(
        before_minutes=stated.calendar_blackout_before_minutes,
        after_minutes=stated.calendar_blackout_after_minutes,
    )
