from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.account import Account, LongHistories
from api.account.long_histories import MOST_ACCOUNTS
from api.series.candle_groups import group_size, merge_candles
from bot.domain import Candle, CycleRecord, EquityPoint
from bot.state import FileVolume
from tests.support.memory import MemoryVolume
from tests.support.records import candle_record, equity_point
from tests.support.small_volume import HOUR, NOON, write_volume

PRICES = st.floats(1, 1e6)


def _equity_of(folder, values):
    """After a first point of 10,000, the initial balance."""
    store = FileVolume(folder).writer("BTC/USDT")
    points = tuple(
        replace(equity_point(number), equity=value, timestamp=NOON + number * HOUR)
        for number, value in enumerate(values, 1)
    )
    state = replace(store.load_state(), timestamp=points[-1].timestamp, equity=values[-1])
    store.commit(CycleRecord(state=state, equity=points))


def test_the_equity_curve_keeps_its_ends_and_its_extremes(serve, tmp_path):
    write_volume(tmp_path, candles=1)
    values = [100.0 + number % 7 for number in range(5000)]
    values[1234], values[4321] = 90_000.0, 3.0
    _equity_of(tmp_path, values)
    answer = serve(tmp_path).get("/equity", params={"max_points": 50})
    kept = [point["equity"] for point in answer.json()]
    assert len(kept) <= 50
    assert "note" not in answer.headers
    assert (kept[-1], max(kept), min(kept)) == (values[-1], 90_000.0, 3.0)
    assert kept[0] == 10_000.0


def test_a_short_equity_curve_is_whole(client):
    points = client.get("/equity").json()
    assert len(points) == 120
    assert points[-1]["timestamp"] == "2025-03-01T12:00:00Z"


def test_of_too_many_points_the_newest_are_answered_and_the_note_tells(
    serve, tmp_path, monkeypatch
):
    monkeypatch.setattr("api.account.records_read.MOST_ROWS", 10)
    write_volume(tmp_path, candles=30)
    answer = serve(tmp_path).get("/equity")
    assert len(answer.json()) == 9  # what was before the first of them is not known
    assert answer.json()[-1]["timestamp"] == "2025-03-01T12:00:00Z"
    assert answer.headers["note"].startswith("The newest")


def test_holding_is_the_first_candles_open_bought_with_the_initial_balance(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    client = serve(tmp_path)
    points, candles = client.get("/equity").json(), client.get("/candles").json()
    for point, candle in zip(points, candles, strict=True):
        held = 10_000 * candle["close"] / candles[0]["open"]
        assert point["buy_and_hold"] == pytest.approx(held, rel=1e-12)


def test_without_the_first_candle_on_record_holding_is_unknown(serve, tmp_path):
    write_volume(tmp_path, candles=9)
    candles = tmp_path / "portfolio" / "BTC_USDT" / "candles.jsonl"
    candles.write_text("".join(candles.read_text().splitlines(keepends=True)[1:]))
    points = serve(tmp_path).get("/equity").json()
    assert {point["buy_and_hold"] for point in points} == {None}


def test_the_drawdown_is_from_the_peak_and_the_initial_balance_is_one(serve, tmp_path):
    write_volume(tmp_path, candles=1)
    _equity_of(tmp_path, [9_000.0, 10_000.0, 12_000.0, 6_000.0, 12_000.0])
    drawdown = [point["drawdown_pct"] for point in serve(tmp_path).get("/equity").json()]
    assert drawdown == pytest.approx([0.0, -10.0, 0.0, 0.0, -50.0, 0.0])


def test_the_curve_goes_on_where_it_was_read_before(serve, tmp_path):
    write_volume(tmp_path, candles=1)
    client = serve(tmp_path)
    assert len(client.get("/equity").json()) == 1
    _equity_of(tmp_path, [10_010.0, 10_020.0])
    assert [point["equity"] for point in client.get("/equity").json()][1:] == [10_010.0, 10_020.0]


def test_few_long_histories_are_kept():
    histories = LongHistories()
    volume = MemoryVolume()
    for number in range(MOST_ACCOUNTS + 3):
        symbol = f"S{number}"
        write_volume(volume, symbol=symbol, candles=3)
        store = volume.reader(symbol)
        account = Account(store, store.load_state())
        assert len(histories.rows(account, EquityPoint).values) == 3
    assert len(histories._kept) == MOST_ACCOUNTS


def test_candles_carry_the_averages_that_the_decision_saw(client):
    candle = client.get("/candles", params={"limit": 1}).json()[0]
    signal = client.get("/signals", params={"limit": 1}).json()[0]
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
    points = serve(tmp_path).get("/candles", params={"limit": 3}).json()
    assert [point["ema_fast"] is None for point in points] == [False, False, False]


def test_candles_come_oldest_first_as_many_as_asked(client):
    points = client.get("/candles", params={"limit": 20}).json()
    times = [point["open_time"] for point in points]
    assert len(times) == 20
    assert times == sorted(times)


def test_older_candles_are_where_the_link_leads(client):
    whole = client.get("/candles").json()
    walked, address = [], "/candles?limit=50"
    while address is not None:
        answer = client.get(address)
        walked = [*answer.json(), *walked]
        address = answer.links.get("next", {}).get("url")
    assert walked == whole
    assert len(whole) == 120


def test_before_the_first_candle_there_are_none(client):
    answer = client.get("/candles", params={"before": "2001-01-01T00:00:00Z"})
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize(("limit", "status"), [(5000, 200), (5001, 422)])
def test_up_to_five_thousand_candles_are_asked_for_at_once(client, limit, status):
    assert client.get("/candles", params={"limit": limit}).status_code == status


@pytest.mark.parametrize("before", ["soon", "0001-01-01T00:00:00+14:00", "2025-03-01T12:00:00"])
def test_a_before_that_is_no_moment_is_refused(client, before):
    assert client.get("/candles", params={"before": before}).status_code == 422


def test_merged_candles_lose_no_high_and_no_low(client):
    whole = client.get("/candles").json()
    merged = client.get("/candles", params={"max_points": 7}).json()
    assert len(merged) == 7
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
    last = serve(tmp_path).get("/candles").json()[-1]
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
