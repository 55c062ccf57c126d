from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.candle_groups import group_size, merge_candles
from bot.domain import Candle, CycleRecord
from bot.state import FileVolume
from tests.support.records import candle_record, equity_point
from tests.support.small_volume import HOUR, NOON, write_volume

PRICES = st.floats(1, 1e6)


def _equity_of(folder, values):
    store = FileVolume(folder).writer("BTC/USDT")
    points = tuple(
        replace(equity_point(number), equity=value) for number, value in enumerate(values)
    )
    store.commit(CycleRecord(state=store.load_state(), equity=points))


def test_the_equity_curve_keeps_its_ends_and_its_extremes(serve, tmp_path):
    write_volume(tmp_path, candles=1)
    values = [100.0 + number % 7 for number in range(5000)]
    values[1234], values[4321] = 90_000.0, 3.0
    _equity_of(tmp_path, values)
    answer = serve(tmp_path).get("/equity", params={"max_points": 50}).json()
    kept = [point["equity"] for point in answer["points"]]
    assert len(kept) <= 50
    assert (answer["counted"], answer["complete"]) == (5001, True)
    assert (kept[-1], max(kept), min(kept)) == (values[-1], 90_000.0, 3.0)
    assert kept[0] == 10_000.0


def test_a_short_equity_curve_is_whole(client):
    answer = client.get("/equity").json()
    assert len(answer["points"]) == answer["counted"] == 120
    assert answer["points"][-1]["timestamp"] == "2025-03-01T12:00:00Z"
    assert answer["initial_balance"] == 10_000.0


def test_candles_carry_the_averages_that_the_decision_saw(client):
    candle = client.get("/candles", params={"limit": 1}).json()["points"][0]
    signal = client.get("/signals", params={"limit": 1}).json()["items"][0]
    assert candle["open_time"] == signal["candle_time"] == "2025-03-01T11:00:00Z"
    assert candle["close"] == signal["price"]
    for name in ("ema_fast", "ema_slow", "rsi"):
        assert candle[name] == signal["indicators"][name]


def test_decisions_written_after_the_candles_were_read_take_no_averages_away(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    store = FileVolume(tmp_path).writer("BTC/USDT")
    newest = store.signals(1)[0]
    later = [replace(newest, candle_time=newest.candle_time + hours * HOUR) for hours in (1, 2)]
    store.commit(CycleRecord(state=store.load_state(), signals=tuple(later)))
    points = serve(tmp_path).get("/candles", params={"limit": 3}).json()["points"]
    assert [point["ema_fast"] is None for point in points] == [False, False, False]


def test_candles_come_oldest_first_as_many_as_asked(client):
    answer = client.get("/candles", params={"limit": 20}).json()
    times = [point["open_time"] for point in answer["points"]]
    assert len(times) == 20
    assert times == sorted(times)
    assert (answer["candles_per_point"], answer["timeframe"]) == (1, "1h")


def test_merged_candles_lose_no_high_and_no_low(client):
    whole = client.get("/candles").json()["points"]
    answer = client.get("/candles", params={"max_points": 7}).json()
    merged = answer["points"]
    assert len(merged) == 7
    assert answer["candles_per_point"] == 18
    assert max(p["high"] for p in merged) == max(p["high"] for p in whole)
    assert min(p["low"] for p in merged) == min(p["low"] for p in whole)
    assert (merged[0]["open"], merged[-1]["close"]) == (whole[0]["open"], whole[-1]["close"])
    assert merged[-1]["ema_slow"] == whole[-1]["ema_slow"]


def test_a_candle_without_a_decision_has_no_averages(serve, tmp_path):
    write_volume(tmp_path, candles=3)
    store = FileVolume(tmp_path).writer("BTC/USDT")
    lonely = replace(candle_record(1).candle, open_time=NOON + timedelta(hours=1))
    record = replace(candle_record(1), candle=lonely)
    store.commit(CycleRecord(state=store.load_state(), candles=(record,)))
    last = serve(tmp_path).get("/candles").json()["points"][-1]
    assert (last["close"], last["ema_fast"], last["rsi"]) == (1.5, None, None)


@given(st.integers(0, 5000), st.integers(4, 400))
def test_groups_are_never_more_than_asked(count, max_points):
    size = group_size(count, max_points)
    assert len(range(0, count, size)) <= max_points
    assert size == 1 or count > max_points


@given(st.lists(st.tuples(PRICES, PRICES, PRICES, PRICES), min_size=1, max_size=9))
def test_a_merged_candle_spans_all_of_its_parts(rows):
    candles = [
        Candle(open_time=NOON, open=o, high=max(o, h, c), low=min(o, low, c), close=c, volume=1.0)
        for o, h, low, c in rows
    ]
    merged = merge_candles(candles)
    assert merged.high == max(candle.high for candle in candles)
    assert merged.low == min(candle.low for candle in candles)
    assert (merged.open, merged.close) == (candles[0].open, candles[-1].close)
    assert merged.volume == len(candles)
