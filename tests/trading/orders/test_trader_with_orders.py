"""A trader whose decisions are orders: killed anywhere, its records are what the venue did."""

import random
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import structlog

from bot.domain import (
    Action,
    DecisionPolicy,
    Side,
    StrategyConfig,
)
from bot.domain.errors import EndOfReplay, RateLimited, StateError
from bot.domain.orders import OrderPurpose, OrderState, OrderStory
from bot.market_data import ReplayMarketDataClient
from bot.state import FileVolume
from bot.state.cycles import JsonStateStore
from bot.trading import Trader
from tests.support.candles import random_walk
from tests.support.execution.memory_venue import MemoryVenue
from tests.support.execution.orders_at import Killed, MortalJournal, execution_at
from tests.support.memory.cycles import History, MemoryCycles
from tests.support.recorded_run import MARKET

CONFIG = StrategyConfig(
    stop_loss_pct=0.01, take_profit_pct=0.02, exit_on_opposite_signal=True, fee_pct=0.001
)
FRAME = random_walk(300, seed=3, deviation=0.01)


class Exchange:
    """A venue whose price goes along the candles of the replay, each once."""

    def __init__(self) -> None:
        start = FRAME.index[0].to_pydatetime()
        price = _exact(FRAME["open"].iloc[0])
        self.venue = MemoryVenue(at=start, price=price, fee_pct=Decimal("0.001"), parts=2)
        self._moved = 0

    def go_on_to(self, now) -> None:
        """Through each candle that has closed by then."""
        while self._moved < len(FRAME):
            row, opened = FRAME.iloc[self._moved], FRAME.index[self._moved].to_pydatetime()
            if opened + timedelta(hours=1) > now:
                break
            self._moved += 1
            self.venue.time = max(self.venue.time, opened)
            self.venue.jump(_exact(row["open"]))
            for name in ("low", "high", "close"):
                self.venue.move(_exact(row[name]))
            self.venue.time = opened + timedelta(hours=1)


class MovingReplay(ReplayMarketDataClient):
    """A replay that takes the exchange along."""

    def __init__(self, exchange: Exchange, last) -> None:
        super().__init__(FRAME, timeframe="1h", last_candle_time=last)
        self._exchange = exchange

    def advance(self) -> None:
        super().advance()
        self._exchange.go_on_to(self.now())


def _exact(number: float) -> Decimal:
    return Decimal(repr(round(float(number), 2)))


def trader_of(exchange: Exchange, kept: list, store, journal=None) -> Trader:
    state = store.load_state()
    return Trader(
        market=MARKET,
        source=MovingReplay(exchange, None if state is None else state.last_candle_time),
        execution=execution_at(exchange.venue, kept, journal=journal),
        store=store,
        configs=FileVolume(Path("nowhere")).configs.watch("BTC/USDT", CONFIG),
        events=tuple,
        policy=DecisionPolicy(min_confidence=0.0),
        initial_balance=10_000,
        heartbeat=lambda: exchange.venue.time,
        log=structlog.wrap_logger(structlog.ReturnLogger(), processors=[]),
    )


def run(open_store, dies_at=lambda: None):
    """Every cycle of the replay; a death is followed by a start."""
    exchange, kept, deaths = Exchange(), [], 0
    while True:
        store = open_store()
        journal = MortalJournal(kept)
        journal.on_append = lambda moment: dies_at()
        exchange.venue.fault = lambda name, moment: dies_at()
        try:
            trader = trader_of(exchange, kept, store, journal)
            while True:
                record = trader.cycle()
                dies_at()
                store.commit(record)
        except Killed:
            deaths += 1
        except EndOfReplay:
            exchange.venue.fault = lambda name, moment: None
            return exchange, trader, store, deaths


def in_memory():
    history = History()
    return lambda: MemoryCycles(history, writer=True)


def records(store):
    trades, stories = store.trades(1000), store.page(OrderStory, 10_000).items
    return trades, stories


def test_trades_books_and_stories_are_those_of_the_venue(tmp_path):
    exchange, trader, store, _ = run(lambda: JsonStateStore(tmp_path, writer=True))
    trades, stories = records(store)
    assert len(trades) > 20
    venue, state = exchange.venue, store.load_state()
    assert state.trades == len(trades)
    price = Decimal(repr(state.last_price))
    worth = venue.total["USDT"] + venue.total["BTC"] * price
    assert trader._ledger.equity(state.last_price) == worth
    assert (type(state.equity), type(state.balance), type(trades[0].pnl)) == (float, float, float)
    ended = [order for order in venue.orders.values() if order.state.is_final]
    assert {story.client_id for story in stories} == {order.client_id for order in ended}
    for story in stories:
        order = venue.orders[story.client_id]
        assert (story.filled, story.state) == (float(order.filled), order.state)
        assert sorted(fill["trade_id"] for fill in story.fills) == sorted(
            fill.trade_id for fill in order.fills
        )
        assert story.requests[0]["action"] in ("send", "protect")
        assert "answer" in story.requests[0]


def test_a_trade_has_its_decision_the_stop_that_rested_and_the_prices_of_its_candles():
    _, _, store, _ = run(in_memory())
    trades, stories = records(store)
    decided = {story.signal_id for story in stories if story.purpose is OrderPurpose.ENTRY}
    assert {trade.signal_id for trade in trades} <= decided
    for trade in trades:
        assert trade.stop_price == pytest.approx(trade.entry_price * 0.99, abs=0.011)
        assert trade.target_price == pytest.approx(trade.entry_price * 1.02, abs=0.011)
        assert trade.last_stop_price == trade.stop_price
        held = FRAME.loc[trade.entry_time : trade.exit_time - timedelta(hours=1)]
        fills = (trade.entry_price, trade.exit_price)
        opened = FRAME["open"].loc[trade.exit_time]
        highest, lowest = max(*fills, *held["high"]), min(*fills, *held["low"])
        assert highest <= trade.highest_price <= max(highest, opened)
        assert lowest >= trade.lowest_price >= min(lowest, opened)


def test_a_story_tells_what_was_decided_what_came_and_what_that_cost():
    _, _, store, _ = run(in_memory())
    _, stories = records(store)
    entry = next(each for each in stories if each.purpose is OrderPurpose.ENTRY)
    signal = next(s for s in store.signals(1000) if s.id == entry.signal_id)
    assert signal.action is Action.LONG
    assert entry.decided_price == signal.price
    assert entry.slippage_pct == pytest.approx((entry.price / signal.price - 1) * 100, abs=1e-9)
    assert entry.fees == pytest.approx(entry.filled * entry.price * 0.001)
    assert [state["state"] for state in entry.states] == ["intended", "sent", OrderState.FILLED]


@pytest.mark.parametrize("seed", range(12))
def test_killed_anywhere_a_candle_is_entered_on_once_and_the_records_are_the_venues(seed):
    rng = random.Random(seed)

    def dies_at() -> None:
        if rng.random() < 0.01:
            raise Killed

    exchange, trader, store, deaths = run(in_memory(), dies_at)
    assert deaths > 5
    trades, stories = records(store)
    venue = exchange.venue
    assert store.load_state().trades == len(trades) > 5
    entries = [story for story in stories if story.purpose is OrderPurpose.ENTRY]
    assert len({story.signal_id for story in entries}) == len(entries)
    bought = [order for order in venue.orders.values() if order.side is Side.BUY]
    assert {order.client_id for order in bought} <= {story.client_id for story in entries}
    assert len({story.client_id for story in stories}) == len(stories)
    ended = {order.client_id for order in venue.orders.values() if order.state.is_final}
    assert ended <= {story.client_id for story in stories}
    worth = venue.total["USDT"] + venue.total["BTC"] * Decimal(50)
    assert trader._ledger.equity(50.0) == worth


def test_a_journal_that_was_lost_is_refused():
    exchange, _, store, _ = run(in_memory())
    with pytest.raises(StateError, match="the journal was lost or is another account's"):
        trader_of(exchange, [], store)


def test_a_position_whose_stop_could_not_rest_yet_is_taken_up_again_by_a_restart():
    exchange, kept, open_store = Exchange(), [], in_memory()

    def silent_from_protection_on(name: str, moment: str) -> None:
        if name == "protect" and moment == "before":
            raise RateLimited("the exchange limits the rate of requests")

    exchange.venue.fault = silent_from_protection_on
    store = open_store()
    trader = trader_of(exchange, kept, store)
    while store.load_state() is None or store.load_state().position is Action.FLAT:
        try:
            store.commit(trader.cycle())
        except RateLimited as error:
            store.commit(trader.fail(str(error)))
    assert store.load_state().stop_price is None
    exchange.venue.fault = lambda name, moment: None
    trader = trader_of(exchange, kept, open_store())
    store.commit(trader.cycle())
    assert store.load_state().position is Action.FLAT or store.load_state().stop_price is not None


def test_trades_closed_before_anything_was_decided_on_record_are_kept_once():
    """A kill before the first record, and a source that answers none of the starts after it."""
    exchange, kept = Exchange(), []
    trader = trader_of(exchange, kept, in_memory()())
    with suppress(EndOfReplay):
        while True:
            trader.cycle()
    open_store = in_memory()
    for _ in range(3):
        store = open_store()
        store.commit(trader_of(exchange, kept, store).fail("the source does not answer"))
    assert len(store.trades(1000)) == store.load_state().trades > 20
