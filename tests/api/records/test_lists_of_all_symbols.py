"""Histories of several symbols as one list, page by page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.account import Accounts
from api.records.merged import merged_page
from bot.domain import CycleRecord, SignalEvent
from bot.domain.errors import ConfigError
from bot.domain.orders import OrderStory
from tests.support.memory import MemoryVolume
from tests.support.records import START, bot_state, order_story, signal

SYMBOLS = ("BTC/USDT", "ETH/USDT", "SOL/USDT")


def volume_of(counts):
    """Each symbol with decisions on that many candles, all of the same times."""
    volume = MemoryVolume()
    for symbol, count in zip(SYMBOLS, counts, strict=True):
        signals = tuple(signal(cycle, symbol) for cycle in range(1, count + 1))
        volume.writer(symbol).commit(CycleRecord(state=bot_state(count, symbol), signals=signals))
    return volume


def pages(volume, kind, limit):
    accounts, _ = Accounts(volume).all()
    cursor, listed = None, []
    while True:
        page = merged_page(accounts, kind, limit, cursor)
        assert len(page.items) <= limit
        listed += page.items
        cursor = page.older
        if cursor is None:
            return listed


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(*[st.integers(0, 25)] * 3), st.integers(1, 12))
def test_pages_lead_through_every_record_of_every_symbol_once_newest_first(counts, limit):
    listed = pages(volume_of(counts), SignalEvent, limit)
    expected = sorted(
        (
            signal(cycle, s)
            for s, count in zip(SYMBOLS, counts, strict=True)
            for cycle in range(1, count + 1)
        ),
        key=lambda one: (-one.cycle, one.symbol),
    )
    assert listed == expected


def test_records_of_one_symbol_and_moment_are_told_apart():
    volume = MemoryVolume()
    orders = tuple(
        replace(
            order_story(1), client_id=str(number), ended_at=START + timedelta(hours=number // 4)
        )
        for number in range(11)
    )
    volume.writer("BTC/USDT").commit(CycleRecord(state=bot_state(1), orders=orders))
    for limit in (1, 2, 3, 20):
        listed = pages(volume, OrderStory, limit)
        assert sorted(int(one.client_id) for one in listed) == list(range(11))
        assert [one.ended_at for one in listed] == sorted(
            (o.ended_at for o in orders), reverse=True
        )


END_OF_TIME = "MjUzNDAyMzAwNzk5OTk5OTk5OjE6eA"


@pytest.mark.parametrize(
    "cursor", ["", "x", "…", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OjE6eA", END_OF_TIME]
)
def test_a_cursor_that_no_page_gave_out_is_refused(cursor):
    accounts, _ = Accounts(volume_of((1, 1, 1))).all()
    with pytest.raises(ConfigError):
        merged_page(accounts, SignalEvent, 5, cursor)


def test_the_route_leads_on_by_its_link(client):
    first = client.get("/portfolio/signals", params={"limit": 100})
    assert first.headers["link"].endswith('; rel="next"')
    following = client.get(first.headers["link"].partition(">")[0][1:])
    ids = [one["id"] for one in (*first.json(), *following.json())]
    assert len(ids) == len(set(ids)) == 150
    assert "link" not in following.headers
    trades = client.get("/portfolio/trades").json()
    assert [one["entry_time"] for one in trades] == sorted(
        (one["entry_time"] for one in trades), reverse=True
    )
    assert client.get("/portfolio/signals", params={"cursor": "x"}).status_code == 422


@pytest.mark.parametrize("route", ["/portfolio/trades", "/portfolio/signals", "/orders"])
def test_a_cursor_at_the_end_of_the_calendar_is_refused(client, route):
    assert client.get(route, params={"cursor": END_OF_TIME}).status_code == 422
