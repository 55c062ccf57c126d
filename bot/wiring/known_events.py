"""The macro events that a backtest may know."""

from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain import MacroEvent
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvents:
    """Events with sentences about what of their files was skipped or is missing."""

    events: tuple[MacroEvent, ...] = ()
    problems: tuple[str, ...] = ()

    def undated(self, symbol: str) -> int:
        """How many of the events that matter to the symbol have no date."""
        return sum(e.published_at is None and e.bias_for(symbol) is not None for e in self.events)


def load_events(settings: Settings, named: Path | None, *, invented: bool) -> KnownEvents:
    """The events of the file that --macro-events names, else of those the bot reads.

    For `invented` candles the built-in samples too. Raises DataError where the named file cannot be
    read as events; what is wrong with the bot's files is among the problems, as the bot tells it.
    """
    found = _of_bot(settings) if named is None else _named(named)
    if not invented:
        return found
    from bot.macro import BASELINE_EVENTS

    return replace(found, events=found.events + BASELINE_EVENTS)


def _of_bot(settings: Settings) -> KnownEvents:
    from bot.wiring.state import macro_event_source

    read = macro_event_source(settings).current()
    return KnownEvents(events=read.events, problems=read.problems)


def _named(file: Path) -> KnownEvents:
    from bot.state import read_macro_events

    read = read_macro_events(file)
    return KnownEvents(events=read.events, problems=read.problems)


def undated_told(count: int) -> str:
    """Why events without a date were left out."""
    events = "1 macro event has" if count == 1 else f"{count} macro events have"
    return f"{events} no published_at and count nowhere here: no past candle could know of them"
