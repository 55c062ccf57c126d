"""The blocks as a person meets them: real service, real browser, real files."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from bot.domain import Recommendation
from bot.state import FileVolume
from tests.support.pages.dashboard import (
    block,
    choose_symbol,
    shown_blocks,
    wait_for_blocks,
)
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

FIRST = {"account", "positions", "price", "last-signal"}


def test_every_block_is_present_under_its_heading_inside_the_landmarks(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    named = page.evaluate(
        """async () => (await import("/static/page/blocks.js")).DEFINITIONS
            .filter(definition => definition.views.includes("portfolio"))
            .map(definition => definition.name)"""
    )
    assert sorted(shown_blocks(page)) == sorted(named)
    assert set(named) > FIRST
    for name in shown_blocks(page):
        heading = block(page, name).get_by_role("heading", level=2)
        expect(heading).to_have_count(1)
        assert heading.inner_text().strip()
    for landmark in ("banner", "main"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Algo Trading Lab")


def test_every_block_shows_the_values_of_the_volume(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    expect(page.locator("#mode")).to_have_text("PAPER")
    for text in ("10,128.67", "▲ +1.29 %", "10 won", "1 open position"):
        expect(block(page, "account")).to_contain_text(text)
    for text in ("BTC/USDT", "▲ LONG", "64,383.32", "▲ +10.20 0.32 %", "64,125.79", "64,898.39"):
        expect(block(page, "positions")).to_contain_text(text)
    for text in ("Holds LONG: the signal agrees", "the AI agrees", "0.61"):
        expect(block(page, "last-signal")).to_contain_text(text)
    expect(block(page, "signals")).to_contain_text("confidence 0.20 is below 0.40")
    expect(block(page, "prediction")).to_contain_text("52.0 %")
    expect(block(page, "macro")).to_contain_text("▼ −0.21")
    expect(block(page, "macro")).to_contain_text("Central bank holds rates, signals no cut")
    expect(block(page, "strategies")).to_contain_text("Fast EMA 12, Slow EMA 26")
    expect(block(page, "equity")).to_contain_text("start 10,000.00")
    expect(block(page, "risk")).to_contain_text("ACTIVE nobody has paused it")
    for chart in ("price", "equity"):
        expect(block(page, chart).locator(".chart-canvas canvas").first).to_be_visible()


def test_a_refused_config_is_a_banner(tmp_path, open_page):
    refusal = "need ema_fast < ema_slow, was 30 and 12"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), config_error=refusal)
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(page.get_by_role("alert")).to_contain_text("need ema_fast < ema_slow")
        page.close()


def test_a_config_that_came_without_the_gate_is_told_in_status_and_strategies(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    FileVolume(tmp_path).recommendations.set("BTC/USDT", Recommendation({"gate": "off"}))
    with running_service(tmp_path) as address:
        page = open_page(address)
        for name in ("last-signal", "strategies"):
            expect(block(page, name)).to_contain_text("PROMOTION_GATE is off")
        page.close()


def test_text_from_the_volume_is_never_markup(tmp_path, open_page):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    write_volume(tmp_path, heartbeat=datetime.now(UTC), reason=hostile)
    with running_service(tmp_path) as address:
        page = open_page(address)
        expect(block(page, "last-signal")).to_contain_text(hostile)
        assert page.locator("main img, main script").count() == 0
        page.close()


def test_another_symbol_is_shown_when_it_is_chosen(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    write_volume(tmp_path, symbol="ETH/USDT", candles=30, heartbeat=datetime.now(UTC))
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        choose_symbol(page, "eth")
        expect(block(page, "last-signal")).to_contain_text("ETH/USDT")
        of_the_symbol = "[data-story^='signal:ETH/USDT@']"
        expect(block(page, "signals").locator(of_the_symbol).first).to_be_visible()
        expect(block(page, "strategies").get_by_role("row")).to_have_count(2)
        page.close()


def test_the_api_page_lists_the_routes(filled, open_page):
    page = open_page(filled, "/docs")
    expect(page.get_by_text("/ai/question").first).to_be_visible(timeout=20_000)


def test_the_api_page_sends_the_token_and_forgets_it_with_the_page(filled, open_page):
    page = open_page(filled, "/docs")
    button = page.locator("button.btn.authorize").first
    colour = "each => getComputedStyle(each).color"
    assert button.evaluate(colour) == page.locator(".swagger-ui").first.evaluate(colour)
    button.click()
    page.get_by_label("auth-bearer-value").fill("a-token-of-some-length")
    page.locator(".modal-btn.authorize").first.click()
    page.locator(".btn-done").first.click()
    operation = page.locator(".opblock", has_text="/version")
    operation.locator(".opblock-summary-control").first.click()
    operation.get_by_role("button", name="Try it out").click()
    with page.expect_request("**/version") as asked:
        operation.get_by_role("button", name="Execute").click()
    assert asked.value.header_value("authorization") == "Bearer a-token-of-some-length"
    kept = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    assert "a-token-of-some-length" not in page.evaluate(kept)
