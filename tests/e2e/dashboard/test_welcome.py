"""An empty volume: one welcome, and no sentence twice."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import block, shown_blocks, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service

pytestmark = pytest.mark.e2e

LINE_PX = 70


def test_an_empty_volume_has_one_welcome_with_the_command_and_the_preview(tmp_path, open_page):
    with running_service(tmp_path / "none") as address:
        page = open_page(address)
        welcome = page.locator("#welcome")
        expect(welcome).to_contain_text("make run")
        expect(welcome.get_by_role("link")).to_have_attribute("href", "/dashboard/preview")
        expect(page.locator("#mode")).to_have_text("NO BOT YET")
        page.close()


def test_on_an_empty_volume_no_sentence_stands_twice_and_blocks_are_a_line(tmp_path, open_page):
    with running_service(tmp_path / "none") as address:
        page = open_page(address)
        wait_for_blocks(page)
        waiting = [
            name
            for name in shown_blocks(page)
            if block(page, name).get_attribute("data-state") == "waiting"
        ]
        assert len(waiting) >= 6
        for name in waiting:
            assert block(page, name).bounding_box()["height"] <= LINE_PX, name
        text = page.locator("body").inner_text()
        sentences = [part.strip() for part in re.split(r"[\n.]", text) if " " in part.strip()]
        assert [part for part, count in Counter(sentences).items() if count > 1] == []
        page.close()
