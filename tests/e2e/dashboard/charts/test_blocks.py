"""The blocks that hold charts, over a real service: what they load, and what they leave alone."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from bot.state import FileVolume
from tests.support.pages.dashboard import block, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.pages.later_cycles import commit_later
from tests.support.records import cycle_record
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

ROWS = "document.querySelector('[data-block=\"price\"] .charts')?.chart.rows.length"
NAMES = (
    "document.querySelector('[data-block=\"price\"] .charts')?.chart.panes?.map(pane => pane.name)"
)


CHART = "document.querySelector('[data-block=\"price\"] .charts').chart"
IN_VIEW = f"""(() => {{
    const range = {CHART}.library.timeScale().getVisibleRange();
    return [range.from, range.to];
}})()"""


@pytest.fixture(scope="module")
def long_history(browser, tmp_path_factory):
    """A service over 1,500 candles: more than the 1,000 of one page."""
    folder = tmp_path_factory.mktemp("long")
    write_volume(folder, candles=1500, heartbeat=datetime.now(UTC))
    with running_service(folder) as address:
        yield address


def becomes(page, expression, value):
    """Whether the expression has this value within 20 s; the CSP forbids to wait in the page."""
    for _ in range(200):
        if page.evaluate(expression) == value:
            return True
        page.wait_for_timeout(100)
    return False


def test_all_loads_older_candles_by_the_link_to_the_next_page(long_history, open_page):
    page = open_page(long_history, "/dashboard?range=1W")
    wait_for_blocks(page)
    assert becomes(page, ROWS, 1000)
    block(page, "price").get_by_role("button", name="All", exact=True).click()
    assert becomes(page, ROWS, 1500)
    expect(page).to_have_url(f"{long_history}/dashboard?range=All")


def test_older_candles_that_were_loaded_still_meet_the_newest_when_these_are_asked_anew(
    open_page, tmp_path
):
    write_volume(tmp_path, candles=1500, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_page(address, "/docs", expected_faults=True)
        stream = re.compile(r"/stream(\?|$)")
        page.route(stream, lambda route: route.abort())  # the page asks every 15 s instead
        page.clock.install()
        page.goto(f"{address}/dashboard?range=All")
        wait_for_blocks(page)
        assert becomes(page, ROWS, 1500)
        for _ in range(3):
            commit_later(tmp_path)
        page.clock.run_for(16_000)
        assert becomes(page, ROWS, 1503)
        assert page.evaluate(f"{CHART}.rows.every(row => row.close !== undefined)")
        page.close()


def test_a_candle_that_arrives_is_drawn_and_keeps_the_zoom(open_page, tmp_path):
    store = FileVolume(tmp_path).writer("BTC/USDT")
    for number in range(1, 121):
        store.commit(cycle_record(number))
    FileVolume(tmp_path).make_primary("BTC/USDT")
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        assert becomes(page, ROWS, 120)
        page.locator('[data-block="price"] .chart-canvas').hover()
        page.mouse.wheel(0, -300)  # by hand: from now on the reader's view is kept
        page.evaluate(f"{CHART}.view.show(20, 60)")
        page.wait_for_timeout(200)
        before = page.evaluate(IN_VIEW)
        store.commit(cycle_record(121))
        assert becomes(page, ROWS, 121)
        page.wait_for_timeout(200)
        assert page.evaluate(IN_VIEW) == before
        page.close()


def test_price_rsi_equity_and_underwater_share_one_chart(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    assert becomes(page, NAMES, ["Price", "RSI", "Equity", "Underwater"])


def test_a_chart_library_that_is_not_served_is_one_sentence_in_the_block(filled, open_page):
    page = open_page(filled, "/docs", expected_faults=True)
    page.route(
        "**/static/lightweight-charts.js",
        lambda route: route.fulfill(
            status=503, content_type="application/problem+json", body='{"detail": "Not this file."}'
        ),
    )
    page.goto(f"{filled}/dashboard")
    expect(block(page, "price").locator(".chart-note")).to_have_text("Not this file.")
    expect(block(page, "signals")).to_have_attribute("data-state", "live", timeout=20_000)
