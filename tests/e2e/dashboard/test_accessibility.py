"""Who cannot see, or uses no mouse: axe, the keyboard, colours told apart."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.support.pages.axe import grave_violations
from tests.support.pages.contrast import difference, seen_with_deuteranopia
from tests.support.pages.dashboard import block, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("network")]


@pytest.mark.parametrize("age", [timedelta(0), timedelta(hours=5)], ids=["live", "stale"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(tmp_path, open_page, scheme, age):
    write_volume(tmp_path, heartbeat=datetime.now(UTC) - age)
    with running_service(tmp_path) as address:
        page = open_page(address, color_scheme=scheme)
        wait_for_blocks(page)
        assert grave_violations(page) == []
        page.close()


def test_tab_reaches_every_control_and_its_focus_is_seen(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea")]
            .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0).length"""
    )
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(wanted + 60):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            """() => { const e = document.activeElement;
                return [[...document.querySelectorAll("*")].indexOf(e),
                        e === document.body ? "body" : getComputedStyle(e).outlineStyle]; }"""
        )
        if outline == "body":
            break
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        reached.add(place)
    assert len(reached) >= wanted


def test_the_symbol_is_chosen_on_the_keyboard_alone(three_symbols, open_page):
    page = open_page(three_symbols)
    wait_for_blocks(page)
    field = page.locator("#symbol")
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("ETH/USDT")
    expect(block(page, "last-signal")).to_contain_text("ETH/USDT")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gain_and_loss_are_told_apart_under_deuteranopia_and_without_colour(
    filled, open_page, scheme
):
    page = open_page(filled, color_scheme=scheme)
    wait_for_blocks(page)
    up, down = page.evaluate(
        """() => ["--up", "--down"].map(name =>
            getComputedStyle(document.documentElement).getPropertyValue(name).trim())"""
    )
    assert difference(seen_with_deuteranopia(up), seen_with_deuteranopia(down)) > 50
    for text in page.locator(".up:visible, .down:visible").all_inner_texts():
        if text.strip():
            assert any(mark in text for mark in "▲▼+−"), text
