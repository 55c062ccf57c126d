"""What every StateStore must do; a test class inherits it and gives the fixture `open_store`."""

from collections.abc import Callable

import pytest

from bot.domain import (
    CandleRecord,
    CycleRecord,
    EquityPoint,
    SignalEvent,
    StateStore,
    Trade,
    moment_of,
)
from bot.domain.orders import OrderStory
from tests.support.records import (
    HOUR,
    START,
    bot_state,
    candle_record,
    cycle_record,
    equity_point,
    order_story,
    signal,
    trade,
)

# open_store(writer) opens the same state again, as another process would
OpenStore = Callable[[bool], StateStore]


class StateStoreConformance:
    """Inherit, and override `open_store`."""

    @pytest.fixture
    def open_store(self) -> OpenStore:
        raise AssertionError("a conformance class gives the fixture open_store")

    def test_an_empty_store_has_no_state_and_no_history(self, open_store):
        for store in (open_store(True), open_store(False)):
            assert store.load_state() is None
            assert store.signals(10) == store.equity(10) == store.trades(10) == []
            assert store.candles(10) == []

    def test_a_committed_cycle_reads_back_equal_in_another_process(self, open_store):
        open_store(True).commit(cycle_record(3))
        reader = open_store(False)
        assert reader.load_state() == bot_state(3)
        assert reader.signals(10) == [signal(3)]
        assert reader.equity(10) == [equity_point(3)]
        assert reader.trades(10) == [trade(3)]
        assert reader.candles(10) == [candle_record(3)]

    def test_lists_are_newest_first_and_no_longer_than_asked(self, open_store):
        store = open_store(True)
        for cycle in range(1, 8):
            store.commit(cycle_record(cycle))
        assert [event.cycle for event in store.signals(3)] == [7, 6, 5]
        assert [event.cycle for event in store.signals(100)] == [7, 6, 5, 4, 3, 2, 1]
        assert store.trades(100) == [trade(6), trade(3)]
        assert store.candles(2) == [candle_record(7), candle_record(6)]
        assert store.equity(0) == []
        assert store.load_state() == bot_state(7)

    def test_many_cycles_in_one_record_equal_one_record_each(self, open_store):
        cycles = range(1, 50)
        store = open_store(True)
        store.commit(
            CycleRecord(
                state=bot_state(49),
                signals=tuple(map(signal, cycles)),
                equity=tuple(map(equity_point, cycles)),
                trades=tuple(trade(cycle) for cycle in cycles if cycle % 3 == 0),
                candles=tuple(map(candle_record, cycles)),
            )
        )
        assert [event.cycle for event in store.signals(100)] == [*reversed(cycles)]
        assert store.trades(1) == [trade(48)]
        assert store.load_state() == bot_state(49)

    def test_a_reopened_store_goes_on_where_the_last_one_ended(self, open_store):
        for cycle in range(1, 6):
            store = open_store(True)
            assert store.load_state() == (bot_state(cycle - 1) if cycle > 1 else None)
            store.commit(cycle_record(cycle))
        assert [event.cycle for event in open_store(False).signals(100)] == [5, 4, 3, 2, 1]

    def test_reopening_changes_nothing(self, open_store):
        open_store(True).commit(cycle_record(1))
        for _ in range(3):
            open_store(True)
        assert open_store(False).signals(100) == [signal(1)]
        assert open_store(False).load_state() == bot_state(1)

    def test_a_cycle_without_lines_still_keeps_its_state(self, open_store):
        store = open_store(True)
        store.commit(cycle_record(1))
        store.commit(CycleRecord(state=bot_state(2)))
        assert open_store(False).load_state() == bot_state(2)
        assert open_store(False).signals(100) == [signal(1)]

    def test_stories_of_orders_read_back_equal_and_page_by_page(self, open_store):
        store = open_store(True)
        for cycle in range(1, 4):
            store.commit(CycleRecord(state=bot_state(cycle), orders=(order_story(cycle),)))
        page = open_store(False).page(OrderStory, 2)
        assert page.items == [order_story(3), order_story(2)]
        assert open_store(False).page(OrderStory, 2, page.older).items == [order_story(1)]

    def test_a_page_can_begin_right_before_any_moment(self, open_store):
        store = open_store(True)
        for cycle in range(1, 8):
            store.commit(cycle_record(cycle))
        reader = open_store(False)
        for kind in (SignalEvent, EquityPoint, Trade, CandleRecord):
            whole = reader.page(kind, 100).items
            for moment in [*map(moment_of, whole), moment_of(whole[0]) + HOUR]:
                older = [record for record in whole if moment_of(record) < moment]
                cursor = reader.cursor_before(kind, moment)
                assert (cursor is None) == (older == [])
                if cursor is not None:
                    assert reader.page(kind, 100, cursor).items == older

    def test_nothing_is_older_than_an_empty_history(self, open_store):
        assert open_store(False).cursor_before(CandleRecord, START) is None

    def test_the_stamp_differs_after_each_cycle_and_stays_without_one(self, open_store):
        stamps = [open_store(False).stamp]
        for cycle in (1, 1, 2):
            open_store(True).commit(cycle_record(cycle))
            stamps.append(open_store(False).stamp)
        assert len(set(stamps)) == 4
        assert open_store(False).stamp == stamps[-1]
