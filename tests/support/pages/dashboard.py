"""What tests of the dashboard look at: its blocks, their states, its width."""

import re

from playwright.sync_api import Locator, Page, expect

SETTLED = re.compile("^(live|stale|empty|waiting|failed)$")
PATIENCE_MS = 20_000


def block(page: Page, name: str) -> Locator:
    """A block by its name."""
    return page.locator(f'[data-block="{name}"]')


def shown_blocks(page: Page) -> list[str]:
    """The names of the blocks that the view shows, in the order of the page."""
    names: list[str] = page.locator("[data-block]:visible").evaluate_all(
        "all => all.map(section => section.dataset.block)"
    )
    return names


def wait_for_blocks(page: Page, state: str | re.Pattern[str] = SETTLED) -> None:
    """Wait until every block that is shown unfolded has its answer, and stands so."""
    expected = re.compile(f"^({state})$") if isinstance(state, str) else state
    shown = page.locator("[data-block]:visible:not(.folded)")
    expect(shown.first).to_be_visible(timeout=PATIENCE_MS)
    for name in shown.evaluate_all("all => all.map(section => section.dataset.block)"):
        expect(block(page, name)).to_have_attribute("data-state", expected, timeout=PATIENCE_MS)


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wider


def choose_symbol(page: Page, symbol: str) -> None:
    """Choose a symbol as a person does: type a part of it, and Enter."""
    field = page.get_by_role("banner").locator("#symbol")
    field.click()
    field.fill(symbol)
    field.press("Enter")


def look(page: Page, *, away: bool) -> None:
    """Put another tab in front of the page, or the page in front again."""
    page.evaluate(
        """away => {
            Object.defineProperty(document, "hidden", { get: () => away, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        away,
    )
