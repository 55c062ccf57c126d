"""What the page costs: bytes and requests, with one symbol and with 200; `make bench` times it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bot.domain import CycleRecord
from bot.state import FileVolume
from tests.support.pages.dashboard import block, choose_symbol, look, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.pages.later_cycles import commit_later
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

MOST_BYTES = 250_000
REQUESTS_A_MINUTE = 10
_BYTES = """() => ["navigation", "resource"].flatMap(kind => performance.getEntriesByType(kind))
    .filter(entry => !/stream/.test(entry.name))
    .map(entry => [entry.name.replace(/.*:\\d+/, ""), entry.encodedBodySize])"""


def test_the_page_is_under_250_kb_gzipped(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    sizes = dict(page.evaluate(_BYTES))
    assert sum(sizes.values()) < MOST_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:8]


def test_with_200_symbols_the_price_stays_near_the_top_and_one_is_found(tmp_path, open_page):
    for number in range(200):
        write_volume(tmp_path, symbol=f"COIN{number}/USDT", candles=3, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        expect(block(page, "positions").locator("tbody tr")).to_have_count(200)
        assert block(page, "price").bounding_box()["y"] < 1000
        page.locator("#symbol").click()
        expect(page.get_by_role("banner").get_by_role("option")).to_have_count(201)
        choose_symbol(page, "coin177")
        expect(block(page, "last-signal")).to_contain_text("COIN177/USDT")
        page.close()


@pytest.fixture
def counted(browser, filled):
    """A page whose clock the test moves, and what it asks."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.clock.install()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{filled}/dashboard")
    wait_for_blocks(page)
    yield page, asked
    page.close()


SYMBOLS = ("BTC/USDT", "ETH/USDT", "NVDA")
MINUTES = 3
TOLD_MS = 1200
"""After that long every client of the stream has been told what was committed."""


@pytest.fixture
def trading(browser, tmp_path):
    """Open the page of a bot that trades three symbols: the page, the folder, and what it asks.

    The page's clock begins in the past, so that it may be moved while the bot's goes on.
    """
    for symbol in SYMBOLS:
        write_volume(tmp_path, symbol=symbol, candles=60, heartbeat=datetime.now(UTC))
    opened = []

    def open_one(address, query):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        opened.append(page)
        page.clock.install(time=datetime.now(UTC) - timedelta(minutes=2 * MINUTES))
        page.goto(f"{address}/dashboard{query}")
        wait_for_blocks(page)
        expect(page.locator("#facts .pulse.live")).to_be_visible()
        page.wait_for_timeout(TOLD_MS)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        return page, asked

    with running_service(tmp_path) as address:
        yield tmp_path, lambda query: open_one(address, query)
        for page in opened:
            page.close()


@pytest.mark.parametrize("query", ["", "?symbol=ETH/USDT"], ids=["portfolio", "symbol"])
def test_a_live_page_asks_less_than_10_times_a_minute_while_a_candle_closes_in_each(trading, query):
    folder, open_one = trading
    page, asked = open_one(query)
    for _ in range(MINUTES):
        for symbol in SYMBOLS:  # one after the other, as the bot takes them
            commit_later(folder, symbol=symbol)
            page.wait_for_timeout(TOLD_MS)
        page.clock.run_for(60_000)
    page.wait_for_timeout(TOLD_MS)
    assert any("/decision" in url for url in asked)
    assert len(asked) < MINUTES * REQUESTS_A_MINUTE, json.dumps(asked, indent=1)


@pytest.mark.parametrize("query", ["", "?symbol=BTC/USDT"], ids=["portfolio", "symbol"])
def test_a_heartbeat_is_no_reason_to_ask(trading, query):
    folder, open_one = trading
    page, asked = open_one(query)
    volume = FileVolume(folder)
    state = volume.reader("BTC/USDT").load_state()
    for _ in range(3):
        state = replace(state, heartbeat=datetime.now(UTC))
        with volume.hold("bot"):
            volume.writer("BTC/USDT").commit(CycleRecord(state=state))
        page.wait_for_timeout(TOLD_MS)
    assert asked == []


def test_a_hidden_tab_asks_nothing_and_takes_nobody_for_silent(counted):
    page, asked = counted
    look(page, away=True)
    page.wait_for_timeout(500)
    asked.clear()
    page.clock.run_for(10 * 60 * 1000)
    page.wait_for_timeout(500)
    assert asked == []
    expect(page.locator("#notices .count")).to_have_count(0)
    expect(page.locator("#age-banner")).to_have_count(0)
