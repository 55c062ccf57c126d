"""Where macro events come from."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.macro_event import MacroEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentMacroEvents:
    """The events that hold now; `problems_are_new` is for telling them once."""

    events: tuple[MacroEvent, ...]
    problems: tuple[str, ...]
    problems_are_new: bool


class MacroEventSource(Protocol):
    """Macro events that may change while a process runs."""

    def current(self) -> CurrentMacroEvents:
        """The events as they are now; what cannot be read is among the problems, never raised."""
        ...
