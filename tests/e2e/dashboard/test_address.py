"""What the address holds: symbol, range, zone and view are honoured and survive a reload."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from bot.domain import rfc3339
from tests.support.pages.dashboard import block, choose_symbol, wait_for_blocks
from tests.support.pages.later_cycles import commit_later

pytestmark = pytest.mark.e2e

TIMES = "all => all.map(e => [e.dateTime, e.dataset.what, e.textContent])"
_FORMS = {"time": "%Y-%m-%d %H:%M", "clock": "%H:%M", "day": "%Y-%m-%d"}


def test_the_symbol_of_the_address_is_shown(three_symbols, open_page):
    page = open_page(three_symbols, "/dashboard?symbol=ETH/USDT")
    wait_for_blocks(page)
    expect(page.locator("#symbol")).to_have_value("ETH/USDT")
    expect(block(page, "last-signal")).to_contain_text("ETH/USDT")


def test_symbol_range_and_zone_survive_a_reload(three_symbols, open_page):
    page = open_page(three_symbols, timezone_id="America/New_York")
    wait_for_blocks(page)
    expect(page).to_have_title(re.compile(r"▲.\+[\d.]+ 3 positions · Algo Trading Lab"))
    choose_symbol(page, "nvda")
    wait_for_blocks(page)
    block(page, "price").get_by_role("button", name="1W").click()
    page.locator("#zone").click()
    expect(page).to_have_url(re.compile("symbol=NVDA.*zone=local"))
    page.reload()
    wait_for_blocks(page)
    pressed = block(page, "price").get_by_role("button", name="1W")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#symbol")).to_have_value("NVDA")
    expect(block(page, "last-signal")).to_contain_text("NVDA")
    expect(page.locator("#zone")).to_have_text("local")
    expect(page.locator("#zone")).to_have_attribute("title", re.compile("America/New_York"))


def test_a_symbol_that_the_volume_does_not_hold_is_told_and_the_portfolio_shown(
    three_symbols, open_page
):
    page = open_page(three_symbols, "/dashboard?symbol=DOGE/EUR", expected_faults=True)
    expect(page.get_by_role("alert").first).to_contain_text("No symbol 'DOGE/EUR' in this volume")
    expect(page.locator("#symbol")).to_have_value("All symbols")
    wait_for_blocks(page, "live|empty")


def test_the_links_between_the_views_keep_the_rest_of_the_address_and_the_page(
    tmp_path, three_symbols, open_page
):
    chosen = "/dashboard?symbol=NVDA&range=1W&zone=local"
    page = open_page(three_symbols, chosen)
    wait_for_blocks(page)
    page.evaluate("window.isSame = true")
    links = page.get_by_role("navigation", name="Pages")
    links.get_by_role("link", name="Backtests").click()
    expect(page).to_have_url(f"{three_symbols}{chosen}&view=backtests")
    expect(block(page, "backtests")).to_be_visible()
    state = commit_later(tmp_path / "data", symbol="NVDA")
    page.wait_for_timeout(1500)
    links.get_by_role("link", name="Dashboard").click()
    expect(page).to_have_url(f"{three_symbols}{chosen}")
    decided = f"time[datetime='{rfc3339(state.timestamp)}']"
    expect(block(page, "decision").locator(decided).first).to_be_visible()
    assert page.evaluate("window.isSame")


def test_the_links_between_the_views_stay_in_the_preview(filled, open_page):
    page = open_page(filled, "/dashboard/preview", width=375)
    wait_for_blocks(page)
    page.get_by_role("button", name="More").click()
    page.get_by_role("dialog").get_by_role("link", name="Backtests").click()
    expect(page).to_have_url(f"{filled}/dashboard/preview?view=backtests")
    expect(page.locator("#demo")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_for_blocks(page)


@pytest.mark.parametrize("query", ["", "?symbol=NVDA", "?view=backtests"])
def test_the_title_counts_what_is_held_of_all_symbols_in_every_view(
    three_symbols, open_page, query
):
    page = open_page(three_symbols, f"/dashboard{query}")
    expect(page).to_have_title(re.compile(r"▲.\+[\d.]+ 3 positions · Algo Trading Lab"))
    wait_for_blocks(page)


def shown_times(page):
    """(time, its form, what is written) of every time on the page."""
    return page.locator("time[datetime]:visible").evaluate_all(TIMES)


def in_zone(moment, what, zone):
    at = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    seconds = ":%S" if at.second and what != "day" else ""
    return at.strftime(_FORMS[what] + seconds)


def test_the_zone_changes_every_time_on_the_page(filled, open_page):
    page = open_page(filled, timezone_id="America/New_York")
    wait_for_blocks(page)
    for zone in ("UTC", "America/New_York"):
        times = shown_times(page)
        assert len(times) > 20
        for moment, what, text in times:
            assert text.startswith(in_zone(moment, what, zone)), (moment, zone)
        page.locator("#zone").click()


def test_the_zone_changes_the_times_of_answers_and_of_what_the_bot_did(filled, open_page):
    page = open_page(filled, timezone_id="America/New_York")
    done = {"done": True, "said": ["so it is"]}
    page.route("**/control/pause", lambda route: route.fulfill(json=done))
    wait_for_blocks(page)
    block(page, "controls").get_by_role("button", name="Pause entries…").click()
    page.get_by_role("dialog").get_by_label("Token").fill("any")
    page.get_by_role("dialog").get_by_role("button", name="Pause entries").click()
    did = page.get_by_role("status", name="What the bot did")
    expect(did.locator("li")).to_contain_text("so it is")
    block(page, "assistant").get_by_role("button", name="What is the position?").click()
    facts = page.locator("#answers details")
    facts.locator("summary").click()
    for zone in ("UTC", "America/New_York"):
        for shown in (did.locator("time"), facts.locator("time")):
            times = shown.evaluate_all(TIMES)
            assert times
            for moment, what, text in times:
                assert text == in_zone(moment, what, zone), (moment, zone)
        page.locator("#zone").click()
    expect(facts.locator("li").first).to_be_visible()


def test_over_a_clock_change_in_new_york_an_hour_that_comes_twice_is_told_apart(filled, open_page):
    page = open_page(filled, "/dashboard?zone=local", timezone_id="America/New_York")
    written = page.evaluate(
        """async () => {
            const { time, span } = await import("/static/page/format.js");
            return [time("2025-11-02T05:30:00Z"), time("2025-11-02T06:30:00Z"),
                    time("2025-03-09T06:30:00Z"), time("2025-03-09T07:30:00Z"),
                    time("2025-07-01T16:00:00Z"),
                    span("2025-07-01T16:00:00Z", "2025-07-01T17:00:00Z")];
        }"""
    )
    assert written == [
        "2025-11-02 01:30 GMT-4",
        "2025-11-02 01:30 GMT-5",
        "2025-03-09 01:30 GMT-5",
        "2025-03-09 03:30 GMT-4",
        "2025-07-01 12:00",
        "12:00–13:00",
    ]
