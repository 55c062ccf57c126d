"""How a trade, a position or a decision came, and what came of it: equal to the files."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Action, CycleRecord, SignalEvent, Trade
from bot.state import FileVolume
from tests.support.records import order_story
from tests.support.small_volume import HOUR, NOON, write_volume

BTC = "BTC/USDT"


@pytest.fixture
def folder(tmp_path):
    write_volume(tmp_path, candles=60, entry_time=NOON - 5 * HOUR, entry_signal_id=None)
    return tmp_path


def story(client, kind, name, status=200):
    answer = client.get(f"/{kind}/{name}/story")
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_trades_story_is_what_the_files_tell(serve, folder):
    client, store = serve(folder), FileVolume(folder).reader(BTC)
    listed = client.get("/trades").json()[2]
    told = story(client, "trades", listed["id"])
    trade = next(one for one in store.stream(Trade) if one.id == listed["id"])
    before = [one for one in store.stream(SignalEvent) if one.candle_time < trade.entry_time]
    after = [one for one in store.stream(SignalEvent) if one.candle_time > before[-1].candle_time]
    assert told["trade"] == listed
    assert told["signal"]["id"] == before[-1].id
    assert told["outcome"] == after[0].outcome
    assert told["entry_slippage_pct"] == pytest.approx(
        (trade.entry_price / before[-1].price - 1) * 100
    )
    times = [candle["open_time"] for candle in told["candles"]]
    assert {listed["entry_time"], listed["exit_time"]} <= set(times)
    assert times == sorted(times)
    assert (told["position"], told["same_candle"], told["orders"]) == (None, False, [])


def rewritten(folder, **changes):
    """The volume with its newest trade told otherwise."""
    store = FileVolume(folder).writer(BTC)
    newest = store.trades(1)[0]
    entered = newest.exit_time + HOUR
    trade = replace(newest, entry_time=entered, exit_time=entered + 2 * HOUR, **changes)
    store.commit(CycleRecord(state=store.load_state(), trades=(trade,)))
    return trade


def test_stops_slippage_and_the_way_of_the_price_are_those_of_the_trade(serve, folder):
    trade = rewritten(
        folder,
        entry_price=100.0,
        exit_price=101.9,
        exit_reason="stop_loss",
        stop_price=98.0,
        last_stop_price=102.0,
        target_price=110.0,
        highest_price=104.0,
        lowest_price=99.0,
    )
    told = story(serve(folder), "trades", trade.id)
    assert (told["stop_then"], told["stop_now"]) == (98.0, 102.0)
    assert (told["target_then"], told["target_now"]) == (110.0, 110.0)
    assert told["best_pct"] == pytest.approx(4)
    assert told["worst_pct"] == pytest.approx(-1)
    assert told["exit_slippage_pct"] == pytest.approx((1 - 101.9 / 102) * 100)


def test_best_and_worst_of_a_short_are_the_other_way_round(serve, folder):
    trade = rewritten(
        folder,
        direction=Action.SHORT,
        entry_price=100.0,
        highest_price=104.0,
        lowest_price=99.0,
    )
    told = story(serve(folder), "trades", trade.id)
    assert (told["best_pct"], told["worst_pct"]) == (pytest.approx(1), pytest.approx(-4))


def test_a_trade_within_one_candle_says_so(serve, folder):
    store = FileVolume(folder).writer(BTC)
    newest = store.trades(1)[0]
    at = newest.exit_time + HOUR
    trade = replace(newest, entry_time=at, exit_time=at)
    store.commit(CycleRecord(state=store.load_state(), trades=(trade,)))
    told = story(serve(folder), "trades", trade.id)
    assert told["same_candle"] is True
    assert "within one candle" in told["message"]


def test_the_decision_that_entered_a_trade_tells_the_same_story(serve, folder):
    client = serve(folder)
    listed = client.get("/trades").json()[1]
    of_trade = story(client, "trades", listed["id"])
    of_signal = story(client, "signals", of_trade["signal"]["id"])
    assert of_signal == of_trade


def test_a_decision_that_entered_nothing_says_so(serve, folder):
    client = serve(folder)
    told = story(client, "signals", client.get("/signals").json()[0]["id"])
    assert told["message"] == "This decision entered nothing."
    assert (told["trade"], told["position"], told["outcome"]) == (None, None, None)
    assert told["candles"]


def test_a_positions_story_has_its_row_and_its_decision(serve, folder):
    client = serve(folder)
    told = story(client, "positions", BTC)
    (row,) = client.get("/positions").json()
    assert told["position"] == row
    assert told["signal"]["candle_time"] == "2025-03-01T06:00:00Z"
    assert (told["stop_now"], told["target_now"]) == (row["stop_price"], row["target_price"])
    assert told["trade"] is None


def test_where_nothing_is_held_the_story_says_so(serve, tmp_path):
    write_volume(tmp_path, candles=9, position=Action.FLAT)
    told = story(serve(tmp_path), "positions", BTC)
    assert told["message"] == "Nothing is held of this symbol."


def test_before_the_first_cycle_the_story_of_a_position_is_empty_and_says_why(serve, tmp_path):
    answer = serve(tmp_path / "none").get(f"/positions/{BTC}/story")
    told = answer.json()
    assert (answer.status_code, answer.headers["stale"], told["stale"]) == (200, "?1", True)
    assert answer.headers["note"] == told["message"]
    assert "has not completed a cycle" in told["message"]
    empty = {"as_of", "stale", "message", "orders", "news", "candles", "same_candle"}
    assert {told[name] for name in told.keys() - empty} == {None}
    assert told["orders"] == told["news"] == told["candles"] == []


def test_news_of_the_hour_before_the_decision_and_only_of_that_are_told(serve, folder):
    client = serve(folder)
    listed = client.get("/trades").json()[2]
    decided = client.get("/signals", params={"limit": 100}).json()
    signal = next(one for one in decided if one["timestamp"] == listed["entry_time"])
    entered = FileVolume(folder).reader(BTC).trades(3)[2].entry_time
    assert signal["timestamp"] == listed["entry_time"]
    events = [
        {
            "title": f"{minutes} minutes before",
            "published_at": (entered - timedelta(minutes=minutes)).isoformat(),
        }
        for minutes in (-1, 1, 59, 61)
    ]
    events.append({**events[1], "title": "of others", "assets": {"ETH/USDT": 0.5}})
    (folder / "macro_events.json").write_text(json.dumps(events))
    told = story(client, "trades", listed["id"])
    assert [one["title"] for one in told["news"]] == ["59 minutes before", "1 minutes before"]


def test_the_orders_of_a_position_are_those_of_its_decision(serve, folder):
    client = serve(folder)
    signal_id = story(client, "positions", BTC)["signal"]["id"]
    store = FileVolume(folder).writer(BTC)
    orders = tuple(
        replace(
            order_story(number), signal_id=signal_id if number % 2 else "another", ended_at=NOON
        )
        for number in range(1, 5)
    )
    store.commit(CycleRecord(state=store.load_state(), orders=orders))
    told = story(client, "positions", BTC)
    assert [one["client_id"] for one in told["orders"]] == ["atl-1-s", "atl-3-s"]


@pytest.mark.parametrize(
    "name",
    [
        "BTC/USDT@2031-01-01T00:00:00Z",
        "BTC/USDT",
        "@",
        "DOGE/USDT@2025-03-01T06:00:00Z",
        "../../etc/passwd@2025-03-01T06:00:00Z",
        "BTC/USDT@yesterday",
        "BTC/USDT@9999-12-31T23:59:59.999999Z",
        "BTC/USDT@9999-12-31T23:59:59.999999+05:00",
        "BTC/USDT@0001-01-01T00:00:00+05:00",
    ],
)
@pytest.mark.parametrize("kind", ["trades", "signals"])
def test_what_is_not_on_record_has_no_story(serve, folder, kind, name):
    problem = story(serve(folder), kind, name, status=404)
    assert problem["status"] == 404


def test_a_story_of_long_ago_reads_a_few_lines_of_a_long_history(serve, tmp_path, monkeypatch):
    write_volume(tmp_path, candles=3_000)
    listed = serve(tmp_path).get("/trades", params={"limit": 370}).json()[-1]
    from bot.state.cycles import state_store

    read, before = [], state_store.read_lines_before
    monkeypatch.setattr(
        state_store,
        "read_lines_before",
        lambda path, position, count: read.append(count) or before(path, position, count),
    )
    told = story(serve(tmp_path), "trades", listed["id"])
    assert told["trade"] == listed
    assert sum(read) < 400
