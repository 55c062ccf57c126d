"""How old the values are: one banner, blocks only marked, nothing lost."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from bot.domain import TradingMode
from tests.support.pages.dashboard import block, choose_symbol, shown_blocks, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.pages.later_cycles import commit_later
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

VALUE = "64,383.32"


def test_a_silent_bot_is_told_once_and_its_values_are_kept(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC) - timedelta(hours=5))
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        expect(block(page, "last-signal")).to_have_attribute("data-state", "stale")
        expect(block(page, "positions")).to_contain_text("stale")
        expect(block(page, "positions")).to_contain_text(VALUE)
        expect(page.get_by_text("The bot has been silent for 5 h")).to_have_count(1)
        page.close()


def test_new_values_appear_without_a_reload(tmp_path, open_page):
    with running_service(tmp_path / "data") as address:
        page = open_page(address)
        expect(page.locator("#welcome")).to_be_visible()
        write_volume(tmp_path / "data", heartbeat=datetime.now(UTC))
        expect(block(page, "positions")).to_contain_text(VALUE, timeout=20_000)
        expect(page.locator("#welcome")).to_be_hidden()
        expect(block(page, "signals").locator("li").first).to_be_visible(timeout=20_000)
        page.close()


FAULT = "The service failed; its log says why."
FAILING = {
    **{"/status": "last-signal", "/candles": "price", "/portfolio/trades": "trades"},
    **{"/positions": "positions", "/risk": "risk", "/portfolio/equity": "equity"},
    **{"/portfolio/signals": "signals", "/portfolio/strategies": "strategies"},
    **{"/decision": "decision", "/ai/prediction": "prediction", "/macro/insights": "macro"},
    **{"/news": "news", "/logs": "logs", "/optimizer/runs": "optimizer"},
    **{"/portfolio/allocation": "allocation", "/portfolio/playbook": "playbook"},
    **{"/performance": "account calendar", "/trades": "", "/equity": "", "/symbols": ""},
}
"""The blocks whose own values each answer is."""
LACKING = {
    **{"/positions": "controls", "/risk": "controls", "/trades": "price", "/equity": "price"},
    "/portfolio/strategies": "signals",
}
"""The block that an answer is a part of: it shows the others, and says so."""


def make_fail(page, *paths):
    """The service answers 500 on each of the paths."""

    def is_meant(url):
        return urlparse(url).path in paths

    page.route(
        is_meant,
        lambda route: route.fulfill(
            status=500,
            content_type="application/problem+json",
            body=json.dumps({"detail": FAULT}),
        ),
    )
    return is_meant


@pytest.fixture(scope="module")
def one_symbol(browser, tmp_path_factory):
    """The address of a service over a bot that runs now, for all tests of the module."""
    folder = tmp_path_factory.mktemp("one")
    write_volume(folder, heartbeat=datetime.now(UTC))
    with running_service(folder) as address:
        yield address


@pytest.mark.parametrize("path", FAILING)
def test_one_failing_answer_fails_its_block_alone_and_retry_mends_it(one_symbol, open_page, path):
    page = open_page(one_symbol, "/docs", expected_faults=True)
    meant = make_fail(page, path)
    page.goto(f"{one_symbol}/dashboard")
    wait_for_blocks(page)
    failing = FAILING[path].split()
    saying = [*failing, *LACKING.get(path, "").split()]
    for name in saying:
        expect(block(page, name).get_by_role("alert")).to_contain_text(FAULT)
    for name in shown_blocks(page):
        state = block(page, name).get_attribute("data-state")
        assert (state == "failed") == (name in failing), name
        expect(block(page, name).get_by_text(FAULT)).to_have_count(int(name in saying))
    page.unroute(meant)
    for name in saying:
        block(page, name).get_by_role("button", name="Retry").click()
        expect(block(page, name).get_by_text(FAULT)).to_have_count(0)
        expect(block(page, name)).to_have_attribute("data-state", re.compile("live|empty"))


def test_every_path_that_the_page_asks_is_made_to_fail(one_symbol, open_page):
    page = open_page(one_symbol)
    wait_for_blocks(page)
    urls = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    paths = {path for path in (urlparse(url).path for url in urls) if "/static/" not in path}
    assert paths - {"/stream"} == set(FAILING)


def test_a_complete_replay_says_so_and_not_that_the_bot_is_silent(tmp_path, open_page):
    write_volume(
        tmp_path,
        heartbeat=datetime.now(UTC) - timedelta(hours=5),
        mode=TradingMode.REPLAY,
        next_candle_time=None,
    )
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        expect(page.get_by_text("The replay is complete")).to_have_count(1)
        expect(page.get_by_text("has been silent")).to_have_count(0)
        expect(page.locator("#facts")).to_contain_text("complete")
        expect(block(page, "positions")).to_have_attribute("data-state", "live")
        expect(page.locator("#mode")).to_have_text("REPLAY")
        page.close()


def states(page):
    """The state of each block that is shown."""
    return {name: block(page, name).get_attribute("data-state") for name in shown_blocks(page)}


def poll(page):
    """Move the page's clock over its next question while the stream is down."""
    page.clock.run_for(16_000)


def test_without_the_service_values_are_kept_and_come_alive_again_without_a_reload(
    tmp_path, open_page
):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_page(address, "/docs", expected_faults=True)
        page.clock.install()
        page.goto(f"{address}/dashboard")
        wait_for_blocks(page)
        before = states(page)
        assert {"account", "positions", "price", "decision"} <= {
            name for name, state in before.items() if state == "live"
        }
    expect(page.locator("#age-banner")).to_contain_text("The API does not answer", timeout=15_000)
    for _ in range(2):
        with page.expect_event("requestfailed", lambda request: "/decision" in request.url):
            poll(page)
        page.wait_for_timeout(300)  # the other blocks' questions fail as well
        old = {"live": "stale"}
        assert states(page) == {name: old.get(state, state) for name, state in before.items()}
    expect(block(page, "positions")).to_contain_text(VALUE)
    commit_later(tmp_path)
    with running_service(tmp_path, urlparse(address).port or 0):
        poll(page)
        expect(page.locator("#age-banner")).to_have_count(0, timeout=20_000)
        for name, state in before.items():
            expect(block(page, name)).to_have_attribute("data-state", state)
        expect(block(page, "positions")).to_contain_text(VALUE)
        page.close()


def test_what_could_not_be_asked_without_the_service_is_asked_when_it_is_back(tmp_path, open_page):
    for symbol in ("BTC/USDT", "ETH/USDT"):
        write_volume(tmp_path, symbol=symbol, heartbeat=datetime.now(UTC) - timedelta(hours=5))
    with running_service(tmp_path) as address:
        page = open_page(address, "/docs", expected_faults=True)
        page.clock.install()
        page.goto(f"{address}/dashboard")
        wait_for_blocks(page)
    expect(page.locator("#age-banner")).to_contain_text("The API does not answer", timeout=15_000)
    choose_symbol(page, "eth")
    wait_for_blocks(page, "failed|stale|empty")
    expect(block(page, "news")).to_contain_text("The service cannot be reached")
    with running_service(tmp_path, urlparse(address).port or 0):
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator("#age-banner")).to_contain_text("silent", timeout=20_000)
        wait_for_blocks(page, "live|stale|empty")
        expect(block(page, "last-signal")).to_contain_text("ETH/USDT")
        page.close()
