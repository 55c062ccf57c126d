"""The macro events that a backtest may know."""

from dataclasses import dataclass

from bot.domain import MacroEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvents:
    """Events with sentences about what of their files was skipped or is missing."""

    events: tuple[MacroEvent, ...] = ()
    problems: tuple[str, ...] = ()

    def warnings(self, symbol: str, *, count_undated: bool) -> tuple[str, ...]:
        """The problems, and how many events of the symbol count nowhere for want of a date."""
        if count_undated:
            return self.problems
        undated = sum(
            event.published_at is None and event.bias_for(symbol) is not None
            for event in self.events
        )
        return (*self.problems, *([_left_out(undated)] if undated else ()))


def _left_out(count: int) -> str:
    events = "1 macro event has" if count == 1 else f"{count} macro events have"
    return f"{events} no published_at and count nowhere here: no past candle could know of them"
