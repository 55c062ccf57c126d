"""What lies around a story: candles, orders, and the news of the hour before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from api.account import Account, newest_before, newest_until
from api.events import event_view
from api.schemas import CandleView, EventView
from api.series import candle_points
from bot.domain import CandleRecord, MacroEvent, timeframe_delta
from bot.domain.orders import OrderStory

MOST_CANDLES = 300
_MOST_READ = 3_000
_BESIDE = 24
_MOST_ORDERS = 100
_NEWS_BEFORE = timedelta(hours=1)


def candles_around(account: Account, first: datetime, last: datetime) -> list[CandleView]:
    """Candles from some before `first` to some after `last` (open times), at most MOST_CANDLES.

    Neighbours are merged where they are more; of a very long time the last part is shown.
    """
    candle = timeframe_delta(account.state.timeframe)
    begin, end = first - _BESIDE * candle, last + _BESIDE * candle
    count = min(_MOST_READ, int((end - begin) / candle) + 1)
    records = newest_until(account.store, CandleRecord, end, count)[::-1]
    shown = [record for record in records if record.candle.open_time >= begin]
    return candle_points(account.store, shown, MOST_CANDLES)


def orders_of(account: Account, signal_id: str, until: datetime | None) -> list[OrderStory]:
    """The orders of the position that a decision entered, oldest first.

    `until` is when it was left, None where it is held.
    """
    store = account.store
    if until is None:
        orders = store.page(OrderStory, _MOST_ORDERS).items
    else:
        after = until + 2 * timeframe_delta(account.state.timeframe) + timedelta(days=1)
        orders = newest_before(store, OrderStory, after, _MOST_ORDERS)
    return [order for order in reversed(orders) if order.signal_id == signal_id]


def news_before(events: Sequence[MacroEvent], moment: datetime, symbol: str) -> list[EventView]:
    """What was published in the hour before a decision and concerns the symbol, oldest first."""
    near = [
        (event.published_at, event)
        for event in events
        if event.published_at is not None and moment - _NEWS_BEFORE < event.published_at <= moment
    ]
    near.sort(key=lambda pair: pair[0])
    return [event_view(event, symbol) for _, event in near if event.bias_for(symbol) is not None]
