"""Backtests from the page: started, followed, canceled, opened, compared, named and removed."""

import json
import os
import urllib.request
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.support.candles import random_walk
from tests.support.pages.axe import grave_violations
from tests.support.pages.dashboard import block, scrolls_sideways
from tests.support.pages.dashboard_browser import running_service
from tests.support.processes.backtest_processes import backtest_processes, command_line
from tests.support.processes.programs import wait_until
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e

VIEW = "/dashboard?view=backtests"
PATIENCE_MS = 300_000
"""The first run on a machine compiles what it computes with."""


@pytest.fixture
def folder(tmp_path):
    data = tmp_path / "data"
    write_volume(data, candles=30, heartbeat=datetime.now(UTC))
    random_walk(300).to_csv(data / "candles.csv")
    return data


@pytest.fixture
def service(folder, monkeypatch):
    monkeypatch.setattr("api.backtests.program.POLITENESS", 0)  # tests have the machine in turns
    with running_service(folder) as address:
        yield address


def start(page, *, settings=None, **fields):
    """Fill the form, and start."""
    form = block(page, "backtest_start")
    expect(form.get_by_label("Fast EMA")).to_have_value("12")
    for label, value in fields.items():
        form.get_by_label(label.replace("_", " "), exact=True).fill(value)
    form.locator("summary").click()
    for label, value in (settings or {}).items():
        form.get_by_label(label, exact=True).fill(value)
    form.locator("summary").click()
    form.get_by_role("button", name="Start", exact=True).click()


def open_view(open_page, service, **options):
    page = open_page(service, VIEW, **options)
    for name in ("backtest_start", "backtests"):
        expect(block(page, name)).to_have_attribute("data-state", "live", timeout=PATIENCE_MS)
    return page


def kept(service):
    return json.loads(asked(f"{service}/backtests"))


def asked(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read()


def done(page, count):
    rows = block(page, "backtests").locator("tbody tr")
    expect(rows.get_by_role("button", name="Open")).to_have_count(count, timeout=PATIENCE_MS)


def test_a_backtest_from_the_page_equals_the_command_lines(folder, service, open_page):
    page = open_view(open_page, service)
    start(page, Note="<b>faster</b>", Initial_balance="2500", settings={"Fast EMA": "5"})
    done(page, 1)
    (only,) = kept(service)
    own = command_line(
        folder,
        *("--csv", "candles.csv", "--symbol", "BTC/USDT", "--timeframe", "1h"),
        *("--balance", "2500", "--ema-fast", "5"),
    )
    assert asked(f"{service}/backtests/{only['id']}/result") == own
    document = json.loads(own)
    result = block(page, "backtest_report")
    expect(result).to_have_attribute("data-state", "live")
    expect(result).to_contain_text("<b>faster</b>")
    expect(result).to_contain_text(document["data"]["sha256"])
    expect(result.locator(".chart-canvas canvas").first).to_be_visible()
    trade = document["trades"][0]
    result.locator("tbody button.link").first.click()
    expect(result.locator(".b-told")).to_contain_text(trade["entry_reason"])
    assert grave_violations(page) == []
    assert only["id"] in page.url
    page.reload()
    expect(block(page, "backtest_report")).to_contain_text(document["data"]["sha256"])


def test_a_canceled_backtest_leaves_nothing(folder, service, open_page):
    (folder / "strategies").mkdir()
    (folder / "strategies" / "slow.py").write_text("import time\n\ntime.sleep(600)\n")
    page = open_view(open_page, service)
    start(page, settings={"Strategy": "slow"})
    wait_until(lambda: backtest_processes(os.getpid()), 60, "the program runs")
    expect(block(page, "backtests")).to_contain_text("runs")
    block(page, "backtests").get_by_role("button", name="Cancel").click()
    expect(block(page, "backtests")).to_contain_text("None yet")
    expect(block(page, "backtests")).not_to_contain_text("POST")
    wait_until(lambda: not backtest_processes(os.getpid()), 20, "the program is gone")
    assert kept(service) == []
    assert list((folder / "backtests").iterdir()) == []


def test_two_beside_each_other_show_what_their_reports_show(service, open_page):
    page = open_view(open_page, service)
    start(page, Note="first")
    done(page, 1)
    start(page, Note="second", settings={"Fast EMA": "5"})
    done(page, 2)
    for name in ("first", "second"):
        block(page, "backtests").get_by_label(f"Compare {name}").check()
    report = block(page, "backtest_report")
    compared = report.get_by_role("table", name="Figures compared")
    expect(compared.locator("th")).to_have_count(3)
    figures = compared.locator("tbody tr")
    shown = {
        cells[0]: cells[1:]
        for cells in (row.locator("td").all_inner_texts() for row in figures.all())
    }
    runs = {run["note"]: run["id"] for run in kept(service)}
    heads = compared.locator("th").all_inner_texts()
    for place, name in enumerate(heads[1:]):
        metrics = json.loads(asked(f"{service}/backtests/{runs[name]}/result"))["metrics"]
        page_of = asked(f"{service}/backtests/{runs[name]}/report").decode()
        pnl = f"{abs(metrics['total_pnl']):,.2f}"
        assert shown["P&L"][place].lstrip("−") == pnl
        assert pnl in page_of
        assert shown["Trades"][place] == str(metrics["total_trades"])
        assert shown["Win rate"][place].split()[0] == f"{metrics['win_rate'] * 100:.2f}"
    differing = report.get_by_role("table", name="Settings that differ")
    assert differing.locator("tbody tr td").all_inner_texts() in (
        ["Fast EMA", "12", "5"],
        ["Fast EMA", "5", "12"],
    )
    expect(report.locator(".chart-canvas canvas").first).to_be_visible()
    assert not scrolls_sideways(page)


def test_a_backtest_is_named_and_removed_with_a_confirmation(service, open_page):
    page = open_view(open_page, service, width=375)
    start(page)
    done(page, 1)
    assert not scrolls_sideways(page)
    rows = block(page, "backtests")
    rows.get_by_role("button", name="Name").click()
    page.get_by_role("dialog").get_by_label("Note").fill("the best one")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(rows).to_contain_text("the best one")
    rows.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("removed for good")
    dialog.get_by_role("button", name="Leave it").click()
    assert len(kept(service)) == 1
    rows.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(rows).to_contain_text("None yet")
    assert kept(service) == []


def test_what_cannot_be_run_is_said_and_what_was_typed_stays(service, open_page):
    page = open_view(open_page, service, expected_faults=True)
    start(page, Note="kept", settings={"Fast EMA": "40"})
    form = block(page, "backtest_start")
    expect(form.get_by_role("alert")).to_contain_text("ema_fast < ema_slow")
    expect(form.get_by_label("Note")).to_have_value("kept")
    assert kept(service) == []
