"""Finding one record of a long history without reading the rest of it."""

from datetime import datetime, timedelta
from typing import TypeVar

from bot.domain import (
    CandleRecord,
    EquityPoint,
    SignalEvent,
    StateStore,
    Trade,
    aware_moment,
    moment_of,
    timeframe_delta,
)
from bot.domain.orders import OrderStory

R = TypeVar("R", SignalEvent, EquityPoint, Trade, OrderStory, CandleRecord)
_MOMENT = timedelta(microseconds=1)
_CANDLES_AHEAD = (4, 64, 512)
"""How far ahead the next record is looked for: weekends and holidays have no candles."""


def newest_before(store: StateStore, kind: type[R], moment: datetime, limit: int = 1) -> list[R]:
    """The newest records before a moment, newest first."""
    cursor = store.cursor_before(kind, moment)
    return [] if cursor is None else store.page(kind, limit, cursor).items


def newest_until(store: StateStore, kind: type[R], moment: datetime, limit: int = 1) -> list[R]:
    """The newest records not after a moment, newest first."""
    return newest_before(store, kind, moment + _MOMENT, limit)


def first_after(store: StateStore, kind: type[R], moment: datetime, candle: timedelta) -> R | None:
    """The oldest record after a moment, where one follows within a few hundred candles."""
    for count in _CANDLES_AHEAD:
        near = newest_until(store, kind, moment + count * candle, count)
        later = [record for record in near if moment_of(record) > moment]
        if later:
            return later[-1]
    return None


def trade_at(store: StateStore, entry_time: datetime) -> Trade | None:
    """The closed trade that was entered then."""
    found = newest_until(store, Trade, entry_time)
    return found[0] if found and found[0].entry_time == entry_time else None


def next_outcome(store: StateStore, signal: SignalEvent) -> str | None:
    """What became of a decision, as the next one tells; None where it is the newest."""
    candle = timeframe_delta(signal.timeframe)
    following = first_after(store, SignalEvent, signal.candle_time, candle)
    return None if following is None else following.outcome


def trade_of(store: StateStore, signal: SignalEvent) -> Trade | None:
    """The closed trade that a decision entered; None where it entered none, or it is still open."""
    candle = timeframe_delta(signal.timeframe)
    trade = first_after(store, Trade, signal.candle_time, candle)
    if trade is None or entry_decision(store, trade.signal_id, trade.entry_time) != signal:
        return None
    return trade


def entry_decision(
    store: StateStore, signal_id: str | None, entry_time: datetime
) -> SignalEvent | None:
    """The decision that entered: the one named, or where none is, the last one before."""
    if signal_id is None:
        return entering_signal(store, entry_time)
    moment = aware_moment(signal_id.rpartition("@")[2])
    return None if moment is None else store.signal_of(moment)


def entering_signal(store: StateStore, entry_time: datetime) -> SignalEvent | None:
    """The last decision before an entry."""
    found = newest_before(store, SignalEvent, entry_time)
    return found[0] if found else None
