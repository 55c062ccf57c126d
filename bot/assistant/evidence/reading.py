"""Reading records for a question: each from its end, and none that could cost a long time."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.assistant.question import Inquiry
from bot.domain import (
    BotState,
    OptimizerRun,
    Page,
    SignalEvent,
    StateStore,
    Volume,
    timeframe_delta,
)
from bot.domain.errors import StateError

R = TypeVar("R")
RECENT = 30
MOST_READ = 400
"""Lines of a history that one question reads: what lies further back is said to be unknown."""
MOST_RUNS = 20


def newest_since(
    store: StateStore, kind: type[R], start: datetime, moment: Callable[[R], datetime]
) -> tuple[tuple[R, ...], bool]:
    """The records not before `start` and one before it, newest first.

    False with them where more than MOST_READ would have to be read.
    """
    records: list[R] = []
    cursor: str | None = None
    while len(records) < MOST_READ:
        page: Page[R] = store.page(kind, 100, cursor)
        records += page.items
        cursor = page.older
        reached = next((n for n, each in enumerate(records) if moment(each) < start), None)
        if reached is not None:
            return tuple(records[: reached + 1]), True
        if cursor is None:
            return tuple(records), True
    return tuple(records), False


def signals_back_to(
    store: StateStore, state: BotState, inquiry: Inquiry
) -> tuple[SignalEvent, ...]:
    """The newest decisions, back to the one that entered what is held or to the period asked of."""
    since = state.entry_time or state.timestamp
    if inquiry.period is not None:
        since = min(since, inquiry.period.start)
    candles = (state.timestamp - since) / timeframe_delta(state.timeframe)
    return tuple(store.signals(min(MOST_READ, max(RECENT, int(candles) + 2))))


def runs_of(volume: Volume, symbol: str) -> tuple[OptimizerRun, ...]:
    """The newest runs of the optimizer on a symbol."""
    newest = volume.runs.newest(MOST_RUNS)
    return tuple(run for run in newest if run.document.get("symbol") == symbol)


def states_of(volume: Volume, problem: Callable[[str], None]) -> tuple[BotState, ...]:
    """The state of every symbol, the primary one's too, by symbol."""
    states: dict[str, BotState] = {}
    for symbol in (None, *volume.symbols()):
        try:
            state = volume.reader(symbol).load_state()
        except StateError as error:
            problem(str(error))
            continue
        if state is not None:
            states[state.symbol] = state
    return tuple(states[symbol] for symbol in sorted(states))
