"""Where macro events come from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain import CurrentMacroEvents, DataSource, MacroEvent
from bot.macro import BASELINE_EVENTS, KnownEvents
from bot.settings import Settings
from bot.state import read_macro_events
from bot.wiring.state import macro_event_source

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger  # what does not log shall not wait for it


def load_events(settings: Settings, named: Path | None, *, invented: bool) -> KnownEvents:
    """The events of the file that --macro-events names, else of those the bot reads.

    For `invented` candles the built-in samples too. Raises DataError where the named file cannot be
    read as events; what is wrong with the bot's files is among the problems, as the bot tells it.
    """
    loaded = _of_bot(settings) if named is None else _named(named)
    return replace(loaded, events=loaded.events + BASELINE_EVENTS) if invented else loaded


def _of_bot(settings: Settings) -> KnownEvents:
    read = macro_event_source(settings).current()
    return KnownEvents(events=read.events, problems=read.problems)


def _named(file: Path) -> KnownEvents:
    read = read_macro_events(file)
    return KnownEvents(events=read.events, problems=read.problems)


def macro_events(
    settings: Settings, log: "FilteringBoundLogger", further: Path | None = None
) -> Callable[[], tuple[MacroEvent, ...]]:
    """The events known now, files read again every MACRO_REFRESH_SECONDS; with synthetic candles
    the built-in samples too. `further` is one more file (the portfolio's).
    """
    source = macro_event_source(
        settings, further, refresh_seconds=settings.macro.macro_refresh_seconds
    )
    samples = BASELINE_EVENTS if settings.candles.data_source is DataSource.SYNTHETIC else ()
    joined = _Joined(samples)
    return lambda: joined.to(_with_warning(source.current(), log).events)


class _Joined:
    """Events with the same further ones behind them: one tuple as long as they are one."""

    def __init__(self, further: tuple[MacroEvent, ...]) -> None:
        self._further = further
        self._events: tuple[MacroEvent, ...] = ()
        self._all = further

    def to(self, events: tuple[MacroEvent, ...]) -> tuple[MacroEvent, ...]:
        """The events, and the further ones."""
        if events is not self._events:
            self._events, self._all = events, events + self._further
        return self._all


def _with_warning(read: CurrentMacroEvents, log: "FilteringBoundLogger") -> CurrentMacroEvents:
    if read.problems_are_new:
        log.warning("macro events", problems=read.problems)
    return read
