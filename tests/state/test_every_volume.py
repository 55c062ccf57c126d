"""What every state volume does with cycles, roles and kept candles."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from bot.candles import clean_candles
from bot.domain import (
    CandleRecord,
    CycleRecord,
    EquityPoint,
    KeptStretch,
    LimitUse,
    RiskMemory,
    RiskReport,
    RiskRule,
    SignalEvent,
    Trade,
    TradingPermit,
    TradingState,
)
from bot.domain.errors import ConfigError, StateError, VolumeInUse
from tests.state.conformance import StateStoreConformance
from tests.support.candles import random_walk
from tests.support.drawn_configs import LOUD
from tests.support.records import bot_state, cycle_record, signal, trade

BTC, ETH = "BTC/USDT", "ETH/USDT"
START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CANDLES = clean_candles(random_walk(60))


class TestCyclesOfEveryVolumeConform(StateStoreConformance):
    @pytest.fixture
    def open_store(self, open_volume):
        return lambda writer: (open_volume().writer if writer else open_volume().reader)(BTC)


def commit(volume, cycles, symbol=BTC):
    store = volume.writer(symbol)
    for cycle in cycles:
        store.commit(cycle_record(cycle, symbol))


def test_a_calibration_is_kept_by_name_with_all_that_is_known_of_it(volume, open_volume):
    document = {"method": "platt", **LOUD.to_dict(), "outcomes": 900}
    kept = volume.ai_calibrations.write("btc_1h", document)
    assert kept == replace(LOUD, name="btc_1h", sha256=kept.sha256)
    assert open_volume().ai_calibrations.read("btc_1h") == kept
    later = volume.ai_calibrations.write("btc_1h", {**document, "outcomes": 901})
    assert later.sha256 != kept.sha256
    assert open_volume().ai_calibrations.read("btc_1h") == later
    assert volume.ai_calibrations.read("eth_1h") is None


@pytest.mark.parametrize("name", ["", "..", "a/b", "two words"])
def test_what_cannot_name_a_calibration_is_refused(volume, name):
    with pytest.raises(ConfigError):
        volume.ai_calibrations.read(name)
    with pytest.raises(ConfigError):
        volume.ai_calibrations.write(name, {"method": "platt", **LOUD.to_dict()})


def test_what_is_no_calibration_is_not_kept(volume):
    with pytest.raises(ConfigError, match="platt"):
        volume.ai_calibrations.write("btc_1h", {**LOUD.to_dict(), "method": "guess"})
    assert volume.ai_calibrations.read("btc_1h") is None


def test_a_volume_that_nobody_wrote_to_reads_as_empty(volume):
    assert volume.symbols() == ()
    for store in (volume.reader(), volume.reader(BTC)):
        assert store.load_state() is None
        assert store.page(SignalEvent, 5).items == []
        assert list(store.stream(Trade)) == []
        assert store.signal_of(START) is None


def test_each_symbol_has_its_own_cycles(volume):
    commit(volume, [1, 2], BTC)
    commit(volume, [1], ETH)
    assert volume.symbols() == (BTC, ETH)
    assert volume.reader(BTC).load_state() == bot_state(2, BTC)
    assert volume.reader(ETH).signals(9) == [signal(1, ETH)]


def test_without_a_symbol_the_primary_one_is_read(volume, open_volume):
    commit(volume, [1], BTC)
    commit(volume, [1], ETH)
    for symbol in (BTC, ETH):
        assert volume.make_primary(symbol) == ()
        assert open_volume().reader().load_state() == bot_state(1, symbol)


def test_the_place_of_another_symbol_is_refused(volume):
    commit(volume, [1], BTC)
    with pytest.raises(StateError, match=f"holds the state of {BTC}"):
        volume.writer("BTC_USDT")


@pytest.mark.parametrize("name", ["", "..", "."])
def test_what_is_no_symbol_is_refused(volume, name):
    with pytest.raises(ConfigError):
        volume.reader(name)
    with pytest.raises(ConfigError):
        volume.writer(name)


def test_a_reader_writes_nothing(volume):
    commit(volume, [1])
    with pytest.raises(StateError, match="opened to read"):
        volume.reader(BTC).commit(cycle_record(2))
    assert volume.reader(BTC).load_state() == bot_state(1)


def test_pages_go_back_to_the_beginning_while_the_history_grows(volume):
    commit(volume, range(1, 6))
    store = volume.reader(BTC)
    first = store.page(SignalEvent, 2)
    commit(volume, [6])
    second = store.page(SignalEvent, 2, first.older)
    third = store.page(SignalEvent, 2, second.older)
    cycles = [[event.cycle for event in page.items] for page in (first, second, third)]
    assert cycles == [[5, 4], [3, 2], [1]]
    assert third.older is None
    assert store.page(SignalEvent, 2, first.older) == second


def test_a_cursor_fits_in_an_address_and_another_histories_is_refused(volume):
    commit(volume, range(1, 8))
    store = volume.reader(BTC)
    cursor = store.page(SignalEvent, 3).older
    assert cursor is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]+", cursor)
    for stranger in ("", "x", "…", cursor + "0" * 20):
        with pytest.raises(ConfigError):
            store.page(SignalEvent, 3, stranger)
    with pytest.raises(ConfigError):
        store.page(EquityPoint, 3, cursor)


def test_a_stream_gives_every_record_oldest_first(volume):
    commit(volume, range(1, 8))
    store = volume.reader(BTC)
    assert [event.cycle for event in store.stream(SignalEvent)] == [1, 2, 3, 4, 5, 6, 7]
    assert list(store.stream(Trade)) == [trade(3), trade(6)]
    assert len(list(store.stream(CandleRecord))) == len(list(store.stream(EquityPoint))) == 7


def test_the_decisions_that_tell_their_config_are_found_among_the_others(volume):
    store = volume.writer(BTC)
    for cycle in range(1, 6):
        config = {"ema_fast": cycle} if cycle in (1, 4) else None
        store.commit(
            CycleRecord(state=bot_state(cycle), signals=(replace(signal(cycle), config=config),))
        )
    assert [(s.cycle, s.config) for s in store.signals_that_tell_config()] == [
        (1, {"ema_fast": 1}),
        (4, {"ema_fast": 4}),
    ]


def test_a_decision_is_found_by_its_candle(volume):
    commit(volume, range(1, 6))
    assert volume.reader(BTC).signal_of(START + 2 * HOUR) == signal(3)
    assert volume.reader(BTC).signal_of(START + 9 * HOUR) is None


def test_a_role_has_one_holder_until_it_is_released(volume, open_volume):
    with volume.hold("bot") as held:
        with pytest.raises(VolumeInUse, match="the bot"):
            open_volume().hold("bot")
        with open_volume().hold("optimizer"):
            pass
        held.release()
        held.release()
        open_volume().hold("bot").release()
    open_volume().hold("bot").release()


def test_a_sentence_can_be_told_without_the_place_of_the_volume(volume):
    told = volume.without_location(f"need numbers in {volume.location}/state.json, was x")
    assert told == "need numbers in state.json, was x"
    assert volume.without_location("nothing to hide") == "nothing to hide"


def stretch(first, after):
    return KeptStretch(
        start=START + first * HOUR, end=START + after * HOUR, candles=CANDLES.iloc[first:after]
    )


def test_candles_are_kept_by_source_symbol_and_timeframe(volume, open_volume):
    for first, after in ((0, 10), (20, 30), (8, 12)):
        volume.candles("binance", BTC, "1h").keep(stretch(first, after))
    kept = open_volume().candles("binance", BTC, "1h").load().stretches
    assert [(s.start, s.end) for s in kept] == [
        (START, START + 12 * HOUR),
        (START + 20 * HOUR, START + 30 * HOUR),
    ]
    pd.testing.assert_frame_equal(kept[0].candles, CANDLES.iloc[:12], check_freq=False)
    for other in (("kraken", BTC, "1h"), ("binance", ETH, "1h"), ("binance", BTC, "4h")):
        assert volume.candles(*other).load().stretches == ()
    volume.candles("binance", BTC, "1h").forget()
    assert open_volume().candles("binance", BTC, "1h").load().stretches == ()


def test_whether_the_bot_may_trade_is_kept_until_it_is_said_otherwise(volume, open_volume):
    assert volume.trading_permit.read() == TradingPermit()
    assert volume.trading_permit.read().allows_entries
    until = START + HOUR
    for permit in (
        TradingPermit(
            state=TradingState.REDUCING,
            reason="3 trades in a row have lost",
            since=START,
            by="the risk guard",
            rule=RiskRule.MAX_CONSECUTIVE_LOSSES,
            until=until,
        ),
        TradingPermit(state=TradingState.HALTED, reason="storm", since=START, by="ann"),
        TradingPermit(reason="calm", since=until, by="ann"),
    ):
        volume.trading_permit.write(permit)
        assert open_volume().trading_permit.read() == volume.trading_permit.read() == permit


def test_what_the_risk_guard_saw_last_is_kept_whole(volume, open_volume):
    assert volume.risk.read() is None
    memory = RiskMemory(
        capital=10_000.0, day=START, day_start_equity=9_999.5, peak_equity=10_000.25
    )
    for counted_from in (None, START + HOUR):
        report = RiskReport(
            as_of=START + HOUR,
            equity=9_900.125,
            memory=replace(memory, counted_from=counted_from),
            uses=(
                LimitUse(rule=RiskRule.MAX_DRAWDOWN, limit=20.0, use=1.0, unit="%"),
                LimitUse(rule=RiskRule.MAX_SPREAD, limit=None, use=None, unit="%"),
            ),
            exposures={BTC: 5_000.0, ETH: -120.5},
        )
        volume.risk.write(report)
        assert open_volume().risk.read() == report


def test_what_was_mended_is_told_of_its_symbol_until_somebody_has_seen_it(volume, open_volume):
    assert volume.mended.unseen(BTC, None) == ()
    volume.mended.add(["a torn line", "a lost state"], START, symbol=BTC)
    volume.mended.add(["a torn line"], START + HOUR, symbol=BTC)
    volume.mended.add(["an older layout"], START)
    volume.mended.add([], START, symbol=ETH)
    other = open_volume().mended
    assert other.unseen(BTC) == ("a torn line", "a lost state")
    assert other.unseen(BTC, None) == ("a torn line", "a lost state", "an older layout")
    assert other.unseen(ETH) == ()
    assert "seen" in other.until_seen
    other.mark_seen()
    other.mark_seen()
    assert volume.mended.unseen(BTC, None) == ()
    volume.mended.add(["a torn line"], START, symbol=BTC)
    assert volume.mended.unseen(BTC) == ("a torn line",)
