from dataclasses import replace

import pytest

from bot.domain import Action, CycleRecord, SignalEvent, Trade
from bot.state import FileVolume
from bot.state.files import cursor_of
from tests.support.records import bot_state
from tests.support.small_volume import NOON


def _walk(client, address):
    """The pages from an address on, each found by the Link of the one before."""
    pages = []
    while address is not None:
        answer = client.get(address)
        pages.append(answer.json())
        address = answer.links.get("next", {}).get("url")
    return pages


def test_signals_come_newest_first_with_their_reasons(client):
    first, second = client.get("/signals", params={"limit": 2}).json()
    assert first["timestamp"] == "2025-03-01T12:00:00Z"
    assert second["timestamp"] == "2025-03-01T11:00:00Z"
    assert first["id"] == f"{first['symbol']}@{first['candle_time']}"
    assert first["reason"] == "EMA 12 above EMA 26, RSI 61.2 below 70"


def test_pages_hold_every_signal_once(client):
    pages = _walk(client, "/signals?limit=50")
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [item["cycle"] for page in pages for item in page] == list(range(120, 0, -1))


def test_pages_of_another_symbol_are_its_own(client):
    pages = _walk(client, "/signals?symbol=ETH/USDT&limit=20")
    assert [item["symbol"] for page in pages for item in page] == ["ETH/USDT"] * 30


def test_trades_come_newest_first(client):
    items = client.get("/trades").json()
    assert len(items) == 14
    assert items[0]["exit_time"] > items[1]["exit_time"]
    assert items[0]["exit_reason"] == "take_profit"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "….",
        "dHJhZGU6MA=",
        cursor_of(Trade, 0),
        cursor_of(SignalEvent, 1),
        cursor_of(SignalEvent, 10**15),
        "c2lnbmFsZXZlbnQ6LTE",
    ],
)
def test_a_cursor_that_this_list_never_gave_out_is_refused(client, cursor):
    answer = client.get("/signals", params={"cursor": cursor})
    assert answer.status_code == 422
    assert "need a cursor that the Link of this list gave out" in answer.json()["detail"]


@pytest.mark.parametrize("limit", ["0", "1001", "-5", "ten", "1e3", "9" * 400])
def test_a_limit_outside_1_to_1000_is_refused_with_the_rule(client, limit):
    answer = client.get("/signals", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "query.limit"


def test_the_link_keeps_what_was_asked_and_the_last_page_has_none(client):
    first = client.get("/signals?symbol=ETH/USDT&limit=20")
    following = first.links["next"]["url"]
    assert following.startswith("/signals?symbol=ETH%2FUSDT&limit=20&cursor=")
    assert "link" not in client.get(following).headers


def test_a_list_says_in_its_headers_how_fresh_it_is(client):
    headers = client.get("/signals").headers
    assert (headers["as-of"], headers["stale"]) == ("2025-03-01T12:00:00Z", "?0")
    assert "note" not in headers


def test_nobody_writes_a_header_by_what_he_asks(client):
    answer = client.get("/signals?limit=5&x=%0d%0aevil:%201&y=%3E;%20rel=%22x%22")
    assert "evil" not in answer.headers
    assert list(answer.links) == ["next"]


@pytest.mark.parametrize(
    "route",
    [
        *("/signals", "/trades", "/candles", "/orders", "/positions"),
        *("/portfolio/signals", "/portfolio/trades"),
    ],
)
def test_an_empty_list_says_why_also_where_the_bot_has_a_state(serve, tmp_path, route):
    state = replace(bot_state(1), heartbeat=NOON, position=Action.FLAT)
    FileVolume(tmp_path).writer("BTC/USDT").commit(CycleRecord(state=state))
    FileVolume(tmp_path).make_primary("BTC/USDT")
    answer = serve(tmp_path).get(route)
    assert (answer.json(), answer.headers["stale"]) == ([], "?0")
    assert answer.headers["note"].endswith((" yet.", "there are none.", " held."))
