"""Sample data: only where the address asks for it, and marked beside each block's title."""

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import scrolls_sideways, shown_blocks, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service

pytestmark = pytest.mark.e2e

_OVERLAPS = """all => all.filter(mark => {
  const a = mark.getBoundingClientRect();
  const texts = [...mark.closest("section").querySelectorAll("*")].filter(
    other => !mark.contains(other) && !other.contains(mark) && other.checkVisibility()
      && [...other.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()));
  return texts.some(other => [...other.getClientRects()].some(b =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}).length"""


@pytest.mark.parametrize("path", ["/dashboard/preview", "/dashboard?demo=1"])
def test_the_preview_marks_every_block_as_a_sample(tmp_path, open_page, path):
    with running_service(tmp_path) as address:
        page = open_page(address, path)
        wait_for_blocks(page, "live")
        expect(page.locator("#mode")).to_have_text("SAMPLE")
        expect(page.locator("#demo")).to_be_visible()
        marks = page.locator("[data-block]:visible .watermark")
        expect(marks).to_have_count(len(shown_blocks(page)))
        assert set(marks.all_inner_texts()) == {"SAMPLE DATA"}
        page.close()


@pytest.mark.parametrize("width", [1440, 375])
def test_the_watermark_crosses_no_text(tmp_path, open_page, width):
    with running_service(tmp_path) as address:
        page = open_page(address, "/dashboard/preview", width=width)
        wait_for_blocks(page, "live")
        assert page.locator(".watermark:visible").evaluate_all(_OVERLAPS) == 0
        assert not scrolls_sideways(page)
        page.close()


def test_no_sample_appears_unasked(filled, open_page):
    page = open_page(filled)
    wait_for_blocks(page)
    assert "sample" not in page.locator("body").inner_text().lower()
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if "/sample/" in name] == []
