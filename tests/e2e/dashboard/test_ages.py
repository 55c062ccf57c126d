"""How old the values are: one banner, blocks only marked, nothing lost."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import block, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("network")]

VALUE = "64,383.32"


def test_a_silent_bot_is_told_once_and_its_values_are_kept(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC) - timedelta(hours=5))
    with running_service(tmp_path) as address:
        page = open_page(address)
        wait_for_blocks(page)
        expect(block(page, "status")).to_have_attribute("data-state", "stale")
        expect(block(page, "status")).to_contain_text("stale, 5 h old")
        expect(block(page, "status")).to_contain_text(VALUE)
        expect(page.get_by_text("The bot has been silent for 5 h")).to_have_count(1)
        page.close()


def test_new_values_appear_without_a_reload(tmp_path, open_page):
    with running_service(tmp_path / "data") as address:
        page = open_page(address)
        expect(page.locator("#welcome")).to_be_visible()
        write_volume(tmp_path / "data", heartbeat=datetime.now(UTC))
        expect(block(page, "status")).to_contain_text(VALUE, timeout=20_000)
        expect(page.locator("#welcome")).to_be_hidden()
        expect(block(page, "signals").locator("li").first).to_be_visible(timeout=20_000)
        page.close()


def test_one_failing_answer_fails_one_block_and_retry_mends_it(tmp_path, open_page):
    write_volume(tmp_path, heartbeat=datetime.now(UTC))
    path = tmp_path / "portfolio" / "BTC_USDT" / "equity.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b"rubbish\n")
    with running_service(tmp_path) as address:
        page = open_page(address, expected_faults=True)
        wait_for_blocks(page)
        expect(block(page, "equity")).to_have_attribute("data-state", "failed")
        expect(block(page, "equity")).to_contain_text("equity.jsonl has a broken line")
        for name in ("status", "price", "signals", "prediction"):
            expect(block(page, name)).to_have_attribute("data-state", "live")
        path.write_bytes(whole)
        block(page, "equity").get_by_role("button", name="Retry").click()
        expect(block(page, "equity")).to_have_attribute("data-state", "live")
        page.close()
