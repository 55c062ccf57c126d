"""The report as a file: whole, small, escaped, and asking nobody."""

import json
import re

import numpy as np
import pytest

from bot.domain import StrategyConfig
from bot.reports.backtest_page.charts import underwater_pct
from bot.reports.backtest_page.price_chart import DETAIL_BARS, candles_per_bar
from bot.reports.html import rounded
from bot.reports.html.compressed import plotly_script
from bot.reports.html.markup import number
from tests.support.candles import candles_frame
from tests.support.pages.report_pages import HOSTILE, backtest, many_trades, page_of, unpacked

PARTS = [
    *("warnings", "headline", "price", "equity", "rsi", "months", "pnl", "costs", "exposure"),
    *("trades", "metrics", "assumptions", "config", "data"),
]
LIMIT = 6_000_000


@pytest.fixture(scope="module")
def result():
    return many_trades(1_500, told=("a row was repaired",))


@pytest.fixture(scope="module")
def page(result):
    return page_of(result)


def charts_of(page):
    return {chart["id"]: chart for chart in json.loads(unpacked(page, "charts"))}


def test_every_part_is_there_in_order(page):
    assert re.findall(r"<section[^>]* id=\"?(\w+)", page) == PARTS
    assert "a row was repaired" in page


def test_the_page_names_no_address_and_loads_nothing(page):
    assert re.findall(r"https?:|\bsrc=|<link|@import|url\(", page) == []
    assert "default-src 'none'" in page
    assert unpacked(page, "plotly").encode() == plotly_script()


def test_the_table_has_a_row_for_each_trade_with_its_reasons(page, result):
    assert len(result.trades) > 100
    table = page[page.index("<table id=trade-table") :]
    body = table[table.index("<tbody>") : table.index("</tbody>")]
    assert body.count("<tr>") == len(result.trades)
    assert result.decisions.at(int(result.trade_records["entry_row"][0]) - 1).reason in body


def test_forty_thousand_candles_with_thousands_of_trades_stay_below_the_limit():
    result = many_trades(40_000)
    assert len(result.trades) > 5_000
    page = page_of(result)
    assert len(page.encode()) < LIMIT
    assert f"The chart holds 10,000 of {len(result.trades):,} trades" in page
    assert unpacked(page, "trades").count("<tr>") == len(result.trades)
    bars = charts_of(page)["chart-price"]["bars"]
    assert len(bars["x"]) == 40_000
    highest = result.decisions.candles.high.max()
    assert max(bars["high"]) == pytest.approx(highest, rel=1e-5)


def test_decimated_series_keep_their_extremes():
    result = many_trades(40_000)
    charts = charts_of(page_of(result))
    equity = charts["chart-equity"]["data"][0]["y"]
    assert len(equity) <= 5_000
    assert (min(equity), max(equity)) == pytest.approx((result.equity.min(), result.equity.max()))
    assert min(charts["chart-underwater"]["data"][0]["y"]) == pytest.approx(
        -result.max_drawdown_pct
    )


def test_more_candles_than_the_page_holds_are_grouped_and_told():
    rows = DETAIL_BARS + 1
    frame = candles_frame(np.tile([100.0, 100.5, 99.5, 100.0], (rows, 1)), step="1min")
    frame.iloc[12_345, 1] = 777.0
    page = page_of(backtest(frame, StrategyConfig(timeframe="1m")))
    assert candles_per_bar(rows) == 2
    bars = charts_of(page)["chart-price"]["bars"]
    assert (len(bars["x"]), max(bars["high"])) == (-(-rows // 2), 777.0)
    assert "a bar still stands for 2 candles" in page


def test_hostile_text_is_shown_and_never_run():
    page = page_of(many_trades(200, symbol=f"X{HOSTILE}", told=(HOSTILE,)))
    assert HOSTILE not in page
    assert "<img" not in page
    assert page.count("&lt;/script&gt;") >= 3
    assert page.count("<script") == page.count("</script>") == 3


def test_a_run_without_a_trade_has_a_report_too():
    page = page_of(backtest(candles_frame([(100.0,) * 4]), StrategyConfig()))
    assert "No trade was made." in page
    assert sum(charts_of(page)["chart-distribution"]["data"][0]["y"]) == 0


def test_no_bar_of_the_distribution_holds_gains_and_losses(page, result):
    bars = charts_of(page)["chart-distribution"]["data"][0]
    assert sum(bars["y"]) == len(result.trades)
    gains = sum(y for x, y in zip(bars["x"], bars["y"], strict=True) if x > 0)
    assert gains == sum(trade.pnl >= 0 for trade in result.trades)


def test_the_deepest_point_under_water_is_the_largest_drawdown(result):
    assert underwater_pct(result).min() == pytest.approx(-result.max_drawdown_pct)


def test_the_same_run_gives_the_same_bytes(page, result):
    assert page_of(result) == page


def test_nothing_is_written_as_minus_zero():
    assert [number(v, 2, "+") for v in (-0.001, -1.0, 1234.5)] == ["0.00", "-1.00", "+1,234.50"]
    assert number(None) == "—"


def test_a_gain_is_drawn_as_one_however_small():
    """After large losses a gain is a billionth of the largest P&L, and still no loss."""
    pnl = np.array([-60.0, 1.7e-10, -1.7e-10, 0.0])
    assert np.sign(rounded(pnl)).tolist() == [-1.0, 1.0, -1.0, 0.0]


def test_an_early_price_keeps_its_digits_beside_one_a_thousandfold():
    prices = np.array([0.08432157, 0.08413, 187654.4321, np.nan])
    assert rounded(prices) == [0.084322, 0.08413, 187654.0, None]
