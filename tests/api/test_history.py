import pytest

from bot.domain import SignalEvent, Trade
from bot.state.cycles.cursor import cursor_of


def _walk(client, route, limit, **params):
    pages, cursor = [], None
    while True:
        answer = client.get(route, params={"limit": limit, **params, **cursor_param(cursor)}).json()
        pages.append(answer["items"])
        cursor = answer["next_cursor"]
        if cursor is None:
            return pages


def cursor_param(cursor):
    return {} if cursor is None else {"cursor": cursor}


def test_signals_come_newest_first_with_their_reasons(client):
    first, second = client.get("/signals", params={"limit": 2}).json()["items"]
    assert first["timestamp"] == "2025-03-01T12:00:00Z"
    assert second["timestamp"] == "2025-03-01T11:00:00Z"
    assert first["id"] == f"{first['symbol']}@{first['candle_time']}"
    assert first["reason"] == "EMA 12 above EMA 26, RSI 61.2 below 70"


def test_pages_hold_every_signal_once(client):
    pages = _walk(client, "/signals", 50)
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [item["cycle"] for page in pages for item in page] == list(range(120, 0, -1))


def test_pages_of_another_symbol_are_its_own(client):
    pages = _walk(client, "/signals", 20, symbol="ETH/USDT")
    assert [item["symbol"] for page in pages for item in page] == ["ETH/USDT"] * 30


def test_trades_come_newest_first(client):
    items = client.get("/trades").json()["items"]
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
    assert "need a cursor that this list gave out" in answer.json()["detail"]


@pytest.mark.parametrize("limit", ["0", "1001", "-5", "ten", "1e3", "9" * 400])
def test_a_limit_outside_1_to_1000_is_refused_with_the_rule(client, limit):
    answer = client.get("/signals", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "query.limit"
