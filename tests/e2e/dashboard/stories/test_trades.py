"""The trades' table and its CSV hold what the files hold."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.pages.dashboard import PATIENCE_MS, block
from tests.support.pages.dashboard_browser import running_service
from tests.support.small_volume import write_volume

pytestmark = pytest.mark.e2e
SYMBOLS = {"BTC/USDT": 1200, "ETH/USDT": 60}


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    folder = tmp_path_factory.mktemp("volume")
    for symbol, candles in SYMBOLS.items():
        write_volume(folder, symbol=symbol, candles=candles, heartbeat=datetime.now(UTC))
    return folder


@pytest.fixture(scope="module")
def address(browser, volume):
    with running_service(volume) as served:
        yield served


@pytest.fixture
def trades(open_page, address):
    """The block of the trades, with its first page."""
    shown = block(open_page(address), "trades")
    expect(shown.locator("tbody tr")).to_have_count(100, timeout=PATIENCE_MS)
    return shown


def on_file(volume, symbol=None):
    names = [symbol] if symbol else SYMBOLS
    files = [volume / "portfolio" / name.replace("/", "_") / "trades.jsonl" for name in names]
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def rows_of(trades):
    return trades.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


def amount(text):
    """The number of "▼ −57.36"."""
    return float(text.replace("−", "-").replace(",", "").split()[1])


def saved(trades):
    with trades.page.expect_download() as started:
        trades.get_by_role("button", name="Save all trades").click()
    with Path(started.value.path()).open(newline="") as file:
        return list(csv.DictReader(file))


def moment_and_symbol(trade):
    return trade["exit_time"], trade["symbol"]


def test_the_csv_of_all_pages_equals_the_files(trades, volume):
    rows = sorted(saved(trades), key=moment_and_symbol)
    for row, trade in zip(rows, sorted(on_file(volume), key=moment_and_symbol), strict=True):
        for name in ("symbol", "direction", "entry_time", "exit_time", "exit_reason"):
            assert row[name] == trade[name]
        for name in ("quantity", "entry_price", "exit_price", "fees", "pnl", "pnl_pct"):
            assert float(row[name]) == trade[name]


def test_the_table_equals_the_files_and_older_pages_join_it(trades, volume):
    trades.get_by_role("button", name="Older trades").click()
    expect(trades.locator("tbody tr")).to_have_count(len(on_file(volume)), timeout=PATIENCE_MS)
    shown = {(row[1], row[-1], amount(row[3])) for row in rows_of(trades)}
    kept = on_file(volume)
    assert shown == {
        (each["symbol"], each["entry_time"].replace("T", " ")[:16], round(each["pnl"], 2))
        for each in kept
    }


def test_filters_leave_what_fits_and_the_csv_follows_them(trades, volume):
    trades.get_by_label("Symbol").select_option("ETH/USDT")
    trades.get_by_label("Result").select_option("winners")
    fitting = [each for each in on_file(volume, "ETH/USDT") if each["pnl"] > 0]
    expect(trades.locator("tbody tr")).to_have_count(len(fitting))
    assert {row["entry_time"] for row in saved(trades)} == {each["entry_time"] for each in fitting}
    trades.get_by_label("Closed by").select_option("stop")
    expect(trades).to_contain_text("No trade of those read fits the filter.")


def test_a_column_sorts_both_ways(trades):
    for is_down in (True, False):
        trades.locator("thead button").get_by_text("P&L", exact=True).click()
        values = [amount(row[3]) for row in rows_of(trades)]
        assert values == sorted(values, reverse=is_down)
