"""The account on the page is the sum of its symbols and of the ledger, and days sum to weeks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.domain import StrategyConfig
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.pages.dashboard import block, wait_for_blocks
from tests.support.pages.dashboard_browser import running_service
from tests.support.recorded_run import MARKET, record_run

pytestmark = pytest.mark.e2e
SYMBOLS = ("BTC/USDT", "ETH/USDT")
FIGURES = ("Equity", "Total P&L", "Realized", "Unrealized", "Fees so far")


@pytest.fixture(scope="module")
def traded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The volume of a bot that has replayed ten weeks of two symbols."""
    folder = tmp_path_factory.mktemp("traded")
    config = StrategyConfig(rsi_oversold=99.0, rsi_overbought=100.0)
    for seed, symbol in enumerate(SYMBOLS, start=3):
        market = replace(MARKET, symbol=symbol, data_symbol=symbol, macro_symbol=symbol)
        frame = random_walk(24 * 70, seed=seed, deviation=0.003)
        record_run(folder, frame, replace(config, symbol=symbol), market=market)
    return folder


@pytest.fixture(scope="module")
def address(browser: object, traded: Path) -> Iterator[str]:
    with running_service(traded) as address:
        yield address


def cents(text: str) -> int:
    """A text as the page writes money: "▼ −1,234.56 USDT"."""
    sign = -1 if "−" in text else 1
    digits = "".join(letter for letter in text if letter.isdigit() or letter == ".")
    return sign * round(float(digits) * 100)


def figures(page: Page) -> dict[str, int]:
    """What the account shows, in cents."""
    wait_for_blocks(page)
    account = block(page, "account")
    read = {}
    for name in FIGURES:
        value = account.locator("dt", has_text=name).first.locator("xpath=following-sibling::dd[1]")
        read[name] = cents(value.evaluate("dd => dd.firstChild.textContent"))
    return read


def test_the_account_is_the_sum_of_its_symbols_and_of_the_ledger(address, traded, open_page):
    together = figures(open_page(address))
    each = [figures(open_page(address, f"/dashboard?symbol={symbol}")) for symbol in SYMBOLS]
    for name in FIGURES:
        assert together[name] == pytest.approx(sum(one[name] for one in each), abs=1)
    assert together["Total P&L"] == together["Realized"] + together["Unrealized"]
    volume = FileVolume(traded)
    stores = [volume.reader(symbol) for symbol in SYMBOLS]
    states = [store.load_state() for store in stores]
    trades = [trade for store in stores for trade in store.trades(1000)]
    assert len(trades) > 50
    assert together["Equity"] == cents(f"{sum(state.equity for state in states if state):.2f}")
    realized = sum(trade.pnl for trade in trades)
    assert together["Realized"] == pytest.approx(realized * 100, abs=1)


def periods(address: str, kind: str) -> dict[str, float]:
    """What the service says of each period, by its first day."""
    asked = f"{address}/performance?period={kind}"
    answer = httpx.get(asked, timeout=20, trust_env=False).json()
    return {each["start"][:10]: each["pnl"] for each in answer["periods"]}


def test_days_sum_to_the_weeks_and_months_that_are_shown(address, open_page):
    page = open_page(address)
    calendar = block(page, "calendar")
    expect(calendar).to_have_attribute("data-state", "stale", timeout=20_000)
    weeks, months, days = (periods(address, kind) for kind in ("week", "month", "day"))
    seen: dict[str, int] = {}
    while True:
        month = calendar.locator("[data-sum]")
        name = month.get_attribute("data-sum")
        assert cents(month.inner_text()) == pytest.approx(months[f"{name}-01"] * 100, abs=1)
        for week in calendar.locator("[data-week]").all():
            start = week.get_attribute("data-week")
            if start in weeks:
                shown = week.locator(".cents").inner_text()
                assert cents(shown) == pytest.approx(weeks[start] * 100, abs=1)
        for day in calendar.locator("[data-day]").all():
            seen[str(day.get_attribute("data-day"))] = cents(day.locator(".cents").inner_text())
        if calendar.get_by_role("button", name="Month before").is_disabled():
            break
        calendar.get_by_role("button", name="Month before").click()
    assert len(seen) == len(days)
    assert sum(seen.values()) == pytest.approx(sum(days.values()) * 100, abs=len(days))
    assert sum(weeks.values()) == pytest.approx(sum(months.values()), abs=0.01)
    assert figures(page)["Total P&L"] == pytest.approx(sum(months.values()) * 100, abs=2)
