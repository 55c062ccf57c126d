"""Widths, themes, paper: what fits, what is kept, what a printer makes of it."""

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import block, scrolls_sideways, wait_for_blocks

pytestmark = pytest.mark.e2e

SMALLEST_TARGET_PX = 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1024])
def test_nothing_is_clipped_and_nothing_scrolls_sideways(filled, open_page, width, scheme):
    page = open_page(filled, width=width, color_scheme=scheme)
    wait_for_blocks(page)
    while page.locator(".folded .fold").count() > 0:
        page.locator(".folded .fold").first.click()
    wait_for_blocks(page)
    assert not scrolls_sideways(page)
    assert page.locator("html").get_attribute("data-theme") == scheme
    clipped = page.locator("[data-block] .body *").evaluate_all(
        """all => all.filter(e => e.checkVisibility() && e.clientWidth > 0
            && !e.closest(".chart-stage, .scroll, .hidden-text, input, button")
            && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 200))"""
    )
    assert clipped == []


def test_a_phone_has_cards_for_tables_and_targets_of_44_px(filled, open_page):
    page = open_page(filled, width=375, height=812)
    wait_for_blocks(page)
    for name in ("strategies", "signals"):
        block(page, name).locator(".fold").click()
    expect(block(page, "strategies").locator(".table.cards")).to_be_visible()
    expect(block(page, "strategies").locator("thead")).to_be_hidden()
    expect(block(page, "signals").locator("summary").first).to_be_visible()
    small = page.locator(
        "button:visible, input:visible, select:visible, summary:visible, nav a:visible"
    ).evaluate_all(
        f"""all => all.filter(e => e.getBoundingClientRect().height < {SMALLEST_TARGET_PX} - .5)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_no_number_on_a_card_is_broken_into_two_lines(filled, open_page):
    page = open_page(filled, width=375, height=812)
    wait_for_blocks(page)
    expect(block(page, "positions").locator("td.number").first).to_be_visible()
    broken = (
        block(page, "positions")
        .locator("td.number")
        .evaluate_all(
            """cells => cells.filter((cell) => {
            const word = document.createRange();
            const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
            const end = text.data.search(/\\s|$/);
            word.setStart(text, 0);
            word.setEnd(text, end);
            return word.getClientRects().length > 1;
        }).map(cell => cell.outerHTML)"""
        )
    )
    assert broken == []


def test_the_folded_page_of_a_phone_is_under_2000_px(filled, open_page):
    page = open_page(filled, width=375, height=812)
    wait_for_blocks(page)
    assert page.evaluate("document.documentElement.scrollHeight") < 2000


def test_the_jump_bar_of_a_phone_leads_to_every_block(filled, open_page):
    page = open_page(filled, width=375, height=812)
    wait_for_blocks(page)
    page.get_by_role("navigation", name="Blocks").get_by_role("button", name="More").click()
    page.get_by_role("dialog").get_by_role("button", name="Macro").click()
    expect(block(page, "macro")).to_have_attribute("data-state", "live")
    expect(block(page, "macro").locator(".body")).to_be_in_viewport()


def test_the_theme_switch_overrules_the_system_and_is_kept(filled, open_page):
    page = open_page(filled, color_scheme="light")
    switch = page.locator("#theme")
    switch.click()
    switch.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_paper_is_light_and_carries_the_values_without_the_controls(filled, open_page):
    page = open_page(filled, color_scheme="dark")
    wait_for_blocks(page)
    page.emulate_media(media="print")
    ground, ink = page.locator("body").evaluate(
        "body => [getComputedStyle(body).backgroundColor, getComputedStyle(body).color]"
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(23, 32, 46)")
    expect(page.locator("#mode")).to_be_visible()
    expect(page.locator("#theme")).to_be_hidden()
    expect(block(page, "positions")).to_contain_text("64,383.32")


PAINTED = """ground => {
    const canvas = document.querySelector('[data-block="price"] .chart-canvas canvas');
    const copy = document.createElement("canvas").getContext("2d");
    copy.drawImage(canvas, 0, 0);
    return copy.getImageData(2, 2, 1, 1).data.slice(0, 3).join() === ground;
}"""
CARD = {"light": "255,255,255", "dark": "21,29,42"}


def test_charts_are_painted_light_for_paper_and_dark_again_after_it(filled, open_page):
    page = open_page(filled, color_scheme="dark")
    wait_for_blocks(page)
    expect(block(page, "price").locator("canvas").first).to_be_visible()
    page.wait_for_function(PAINTED, arg=CARD["dark"])
    for media, ground in (("print", "light"), ("screen", "dark")):
        page.emulate_media(media=media)
        page.wait_for_function(PAINTED, arg=CARD[ground])
    for event, ground in (("beforeprint", "light"), ("afterprint", "dark")):
        page.evaluate("name => dispatchEvent(new Event(name))", event)
        page.wait_for_function(PAINTED, arg=CARD[ground])


def test_paper_shows_the_whole_of_what_scrolls_on_the_screen(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    page.emulate_media(media="print")
    regions = page.locator(".scroll:visible, .trades-scroll:visible")
    assert regions.count() > 1
    cut = regions.evaluate_all(
        "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).map(e => e.ariaLabel)"
    )
    assert cut == []


def test_the_badge_of_the_mode_is_in_sight_at_every_scroll_position(filled, open_page):
    for width in (1440, 375):
        page = open_page(filled, width=width)
        wait_for_blocks(page)
        height = page.evaluate("document.documentElement.scrollHeight")
        for position in range(0, height, 400):
            page.evaluate(f"scrollTo(0, {position})")
            expect(page.locator("#mode")).to_be_in_viewport(ratio=1)
        expect(page.locator("#mode")).to_have_text("PAPER")
