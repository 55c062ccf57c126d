"""What the checks found is drawn as well, with the run that happened marked."""

import json
from dataclasses import asdict

import pytest

from bot.backtesting.robustness import monte_carlo
from bot.reports.backtest.document import full_document
from bot.reports.backtest_page import html_report
from tests.support.pages.report_pages import many_trades, unpacked

WALK = {
    "initial_balance": 5_000.0,
    "folds": [{"traded_candles": 400}, {"traded_candles": 200}],
    "equity": [["2024-01-01T01:00:00Z", 5_000.0], ["2024-01-02T01:00:00Z", 4_900.0]],
}


@pytest.fixture(scope="module")
def result():
    return many_trades(900)


@pytest.fixture(scope="module")
def chance(result):
    return asdict(monte_carlo(result, 200, seed=1))


def page_of(result, **checks):
    return html_report(result, full_document(result) | checks, checks="said\n")


def drawn(page):
    return {chart["id"]: chart for chart in json.loads(unpacked(page, "charts"))}


def test_every_distribution_is_drawn_with_the_actual_run_marked(result, chance):
    page = page_of(result, monte_carlo=chance)
    charts = drawn(page)
    for way, number in (
        ("trade_order", "max_drawdown_pct"),
        ("block_bootstrap", "ending_balance"),
        ("block_bootstrap", "max_drawdown_pct"),
    ):
        chart = charts[f"chart-{way}-{number}".replace("_", "-")]
        assert sum(chart["data"][0]["y"]) == 200
        assert chart["layout"]["shapes"][0]["x0"] == chance[way][number]["actual"]
        assert f'id="{chart["id"]}"' in page


def test_what_is_the_same_in_every_run_is_not_drawn(result, chance):
    assert "chart-trade-order-ending-balance" not in page_of(result, monte_carlo=chance)


def test_the_joined_equity_is_drawn_beside_holding_the_same_candles(result):
    own, held = drawn(page_of(result, walk_forward=WALK))["chart-walk-forward"]["data"]
    assert own["y"] == [5_000.0, 4_900.0]
    candles = result.decisions.candles
    assert held["y"][-1] == pytest.approx(5_000.0 * candles.close[-1] / candles.open[300], rel=1e-5)


def test_without_checks_there_is_no_section_of_them(result):
    page = html_report(result, full_document(result))
    assert 'id="checks"' not in page
    assert "chart-walk-forward" not in page
