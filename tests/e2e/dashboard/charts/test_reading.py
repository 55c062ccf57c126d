"""Charts for every reader: by keyboard, with a colour deficiency, as a table and as a file."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.support.pages.chart_page import ChartPage, candles, equity, trade
from tests.support.pages.contrast import difference, seen_with_deuteranopia

pytestmark = pytest.mark.e2e


def time_at_crosshair(chart):
    return chart.page.locator(".chart-legend [data-time]").first.get_attribute("data-time")


def test_arrows_move_the_crosshair_and_home_and_end_go_to_the_ends(chart):
    drawn = candles(200)
    chart.show(candles=drawn)
    chart.page.locator(".chart-canvas").focus()
    for key, number in [
        ("ArrowLeft", 199),
        ("ArrowLeft", 198),
        ("Shift+ArrowLeft", 188),
        ("ArrowRight", 189),
        ("Home", 0),
        ("End", 199),
    ]:
        chart.page.keyboard.press(key)
        assert time_at_crosshair(chart) == drawn[number]["open_time"], key


def test_plus_and_minus_zoom(chart):
    chart.show(candles=candles(400), range="1W")
    chart.page.locator(".chart-canvas").focus()
    spacing = "return price.chart.library.timeScale().options().barSpacing"
    before = chart.ask(spacing)
    chart.page.keyboard.press("+")
    chart.settle()
    closer = chart.ask(spacing)
    chart.page.keyboard.press("-")
    chart.settle()
    assert closer > before
    assert chart.ask(spacing) == pytest.approx(before, rel=0.01)


def test_enter_opens_the_trade_under_the_crosshair(chart):
    drawn = candles(50)
    chart.show(candles=drawn, trades=[trade(drawn, 30, 49)])
    chart.page.locator(".chart-canvas").focus()
    chart.page.keyboard.press("End")
    chart.page.keyboard.press("Enter")
    assert chart.ask("return window.chosen") == [f"BTC/USDT@{drawn[30]['open_time']}"]


def test_the_legend_says_the_candle_in_full_digits(chart):
    first, last = candles(2)
    last |= {"open": 64_123.45, "high": 1_064_200.0, "low": 0.1, "close": 64_150.07}
    chart.show(candles=[first, last])
    for text in ("64,123.45", "1,064,200.00", "64,150.07", "01:00–02:00"):
        assert text in chart.legend()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_rising_and_falling_are_told_apart_with_deuteranopia(browser, address, theme):
    chart = ChartPage(browser, address, theme=theme)
    chart.show(candles=candles(10))
    colours = chart.ask(
        "const own = price.chart.drawn.main.options();"
        "return [own.borderUpColor, own.borderDownColor, own.upColor, own.downColor];"
    )
    up, down, up_body, down_body = map(seen_with_deuteranopia, colours)
    assert difference(up, down) > 40
    assert difference(up_body, down_body) > 40  # hollow and filled
    chart.close()


def test_a_change_of_theme_changes_the_chart_and_keeps_the_view(chart):
    drawn = candles(100)
    chart.show(candles=drawn)
    background = "return price.chart.library.options().layout.background.color"
    before = chart.ask(background)
    chart.ask("price.chart.view.show(20, 60)")
    chart.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    chart.show(candles=drawn)
    assert chart.ask(background) != before
    first = chart.ask("return price.chart.library.timeScale().getVisibleLogicalRange().from")
    assert first == pytest.approx(19.5, abs=1)


def table(chart):
    """The table twin: a dictionary a row, by the names of its columns."""
    chart.page.get_by_text("Table", exact=True).click()
    names = chart.page.locator(".chart-twin th").all_inner_texts()
    rows = chart.page.locator(".chart-twin tbody tr")
    return [
        dict(zip(names, row.locator("td").all_inner_texts(), strict=True)) for row in rows.all()
    ]


def saved(chart):
    """The rows of the CSV that the chart's button saves."""
    with chart.page.expect_download() as download:
        chart.page.get_by_role("button", name="as CSV").first.click()
    text = download.value.path().read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_and_the_csv_equal_the_price_chart(chart):
    drawn = candles(30)
    chart.show(candles=drawn[:10] + drawn[12:], equity=equity(drawn), trades=[trade(drawn, 15, 20)])
    points = chart.ask("return price.chart.drawn.main.data().filter(point => point.open)")
    rows = saved(chart)
    assert [float(row["close"]) for row in rows] == [point["close"] for point in points]
    assert [float(row["equity"]) for row in rows] == [
        point["value"]
        for point in chart.ask("return price.chart.drawn.all[5].series.data()")
        if "value" in point
    ]
    shown = table(chart)
    assert len(shown) == len(rows) == 28
    assert shown[0]["time"].startswith("2025-03-04 05:00")
    assert shown[0]["close"] == f"{drawn[-1]['close']:,.2f}"
    assert [row["marks"] for row in rows if row["marks"]] == [
        f"entry LONG {drawn[15]['open']}",
        f"exit {trade(drawn, 15, 20)['exit_reason'].replace('_', ' ')} {drawn[20]['close']}",
    ]


def test_the_table_and_the_csv_equal_the_equity_chart_of_two_runs(browser, address):
    chart = ChartPage(browser, address, kind="EquityChart")
    first = equity(candles(20))
    second = [{**point, "equity": point["equity"] + 5} for point in first[5:]]
    runs = [{"name": "slow", "points": first}, {"name": "fast", "points": second}]
    chart.show(runs=runs)
    rows = saved(chart)
    assert [float(row["slow equity"]) for row in rows] == [point["equity"] for point in first]
    assert [row["fast equity"] for row in rows[:5]] == [""] * 5
    assert [float(row["fast equity"]) for row in rows[5:]] == [point["equity"] for point in second]
    expect(chart.page.locator(".chart-legend")).to_contain_text("fast (dashed)")
    chart.close()


def test_the_licence_of_the_chart_library_is_kept(chart):
    chart.show(candles=candles(5))
    foot = chart.page.locator(".chart-licence")
    expect(foot).to_contain_text("Copyright (c) 2026 TradingView, Inc.")
    for name in ("Charts by TradingView", "https://www.tradingview.com/"):
        link = foot.get_by_role("link", name=name)
        expect(link).to_have_attribute("href", "https://www.tradingview.com/")
