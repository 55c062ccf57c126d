"""Who cannot see, or uses no mouse: axe, the keyboard, colours told apart."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.support.pages.axe import grave_violations
from tests.support.pages.dashboard import block, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e


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


def seen_with_deuteranopia(colour: str) -> tuple[float, float, float]:
    """Linear RGB as an eye without green cones sees it (Viénot, Brettel, Mollon 1999, table 4)."""
    red, green, blue = (((int(colour[k : k + 2], 16) / 255) ** 2.2) for k in (1, 3, 5))
    long, middle, short = (
        17.8824 * red + 43.5161 * green + 4.11935 * blue,
        3.45565 * red + 27.1554 * green + 3.86714 * blue,
        0.0299566 * red + 0.184309 * green + 1.46709 * blue,
    )
    middle = 0.494207 * long + 1.24827 * short
    return (
        0.0809444479 * long - 0.130504409 * middle + 0.116721066 * short,
        -0.0102485335 * long + 0.0540193266 * middle - 0.113614708 * short,
        -0.000365296938 * long - 0.00412161469 * middle + 0.693511405 * short,
    )


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
    one, other = seen_with_deuteranopia(up), seen_with_deuteranopia(down)
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.25
    for text in page.locator(".up:visible, .down:visible").all_inner_texts():
        if text.strip():
            assert any(mark in text for mark in "▲▼+−"), text
