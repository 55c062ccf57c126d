"""From an inquiry to the evidence that its topics need, by the ports of the volume."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.assistant.evidence.evidence import Evidence
from bot.assistant.evidence.reading import (
    newest_since,
    runs_of,
    signals_back_to,
    states_of,
)
from bot.assistant.question import Inquiry, Topic
from bot.domain import (
    BotState,
    EquityPoint,
    MacroEventSource,
    StateStore,
    Trade,
    Volume,
    read_permit,
    store_of,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import DataError
from bot.domain.freshness import freshness
from bot.domain.orders import OrderStory

V = TypeVar("V")
_LAST_TRADES = 50
_LAST_ORDERS = 5


@dataclass(frozen=True, slots=True)
class Records:
    """Where an assistant reads: the volume, the macro events, and the calendar with its rule."""

    volume: Volume
    macro_events: Callable[[], MacroEventSource]
    blackout: Callable[[], EntryBlackout] = EntryBlackout


@dataclass
class _Reading:
    """One reading of the records: what cannot be read is a problem, and the rest is read."""

    records: Records
    inquiry: Inquiry
    store: StateStore
    state: BotState
    problems: list[str] = field(default_factory=list)

    def read(self, read: Callable[["_Reading"], V], otherwise: V) -> V:
        try:
            return read(self)
        except DataError as error:
            self.problems.append(self.records.volume.without_location(str(error)))
            return otherwise


def evidence_for(records: Records, inquiry: Inquiry, symbol: str | None, now: datetime) -> Evidence:
    """What is on record about a symbol (None: the primary one) for an inquiry.

    StateError where the symbol's state is lost.
    """
    volume = records.volume
    store = (None if symbol is None else store_of(volume, symbol)) or volume.reader()
    state = store.load_state()
    base = Evidence(
        now=now, symbols=volume.symbols(), state=state, silence=freshness(state, now).message
    )
    if state is None:
        return base
    state = _without_places(state, volume)
    reading = _Reading(records, inquiry, store, state)
    parts: dict[str, Any] = {"permit": read_permit(volume)}
    for topic in inquiry.topics:
        for name, (read, otherwise) in _NEEDS.get(topic, {}).items():
            if name not in parts:
                parts[name] = reading.read(read, otherwise)
    if "trades" in parts:
        parts["trades"], parts["is_whole"] = parts["trades"]
    return Evidence(
        now=now,
        symbols=base.symbols,
        state=state,
        silence=base.silence,
        problems=tuple(reading.problems),
        **parts,
    )


def _without_places(state: BotState, volume: Volume) -> BotState:
    """The state with warnings that name no place of the machine."""
    return replace(state, warnings=tuple(map(volume.without_location, state.warnings)))


def _trades(reading: _Reading) -> tuple[tuple[Trade, ...], bool]:
    period = reading.inquiry.period
    if period is None:
        trades = reading.store.trades(_LAST_TRADES)
        return tuple(trades), len(trades) == reading.state.trades
    return newest_since(reading.store, Trade, period.start, lambda trade: trade.exit_time)


def _equity(reading: _Reading) -> tuple[EquityPoint, ...]:
    period = reading.inquiry.period
    if period is None:
        return ()
    points, is_whole = newest_since(
        reading.store, EquityPoint, period.start, lambda point: point.timestamp
    )
    return points if is_whole else ()


def _states(reading: _Reading) -> tuple[BotState, ...]:
    """Of every symbol where a question is about all; they may be many."""
    if not reading.inquiry.is_about_all:
        return ()
    return states_of(reading.records.volume, reading.problems.append)


Read = tuple[Callable[[_Reading], Any], Any]
_SIGNALS: Read = (lambda r: signals_back_to(r.store, r.state, r.inquiry), ())
_LAST_SIGNAL: Read = (lambda r: tuple(r.store.signals(1)), ())
_TRADES: Read = (_trades, ((), False))
_EQUITY: Read = (_equity, ())
_REPORT: Read = (lambda r: r.records.volume.risk.read(), None)
_STATES: Read = (_states, ())
_VERSIONS: Read = (lambda r: r.records.volume.configs.versions(r.state.symbol)[::-1], ())
_RUNS: Read = (lambda r: runs_of(r.records.volume, r.state.symbol), ())
_EVENTS: Read = (lambda r: r.records.macro_events().current().events, ())
_ORDERS: Read = (lambda r: tuple(r.store.page(OrderStory, _LAST_ORDERS).items), ())
_CALENDAR: Read = (lambda r: r.records.blackout(), None)
_NEEDS: Mapping[Topic, Mapping[str, Read]] = {
    Topic.WHY: {"signals": _SIGNALS, "trades": _TRADES},
    Topic.TRIGGERS: {"signals": _LAST_SIGNAL},
    Topic.SYMBOLS: {"states": _STATES},
    Topic.POSITION: {"states": _STATES},
    Topic.STATUS: {"report": _REPORT},
    Topic.RISK: {"report": _REPORT, "states": _STATES},
    Topic.MACRO: {"events": _EVENTS},
    Topic.CALENDAR: {"calendar": _CALENDAR},
    Topic.CHANGES: {"versions": _VERSIONS, "runs": _RUNS},
    Topic.OPTIMIZER: {"runs": _RUNS, "versions": _VERSIONS},
    Topic.PERIOD: {"trades": _TRADES, "equity": _EQUITY},
    Topic.PERFORMANCE: {"trades": _TRADES, "states": _STATES},
    Topic.ORDERS: {"orders": _ORDERS},
}
"""What a topic needs, by field of Evidence: how it is read, and what stands for it otherwise."""
