"""The charts' time axis: one for all panes, kept while candles arrive, its gaps and its zones."""

from datetime import timedelta

import pytest

from tests.support.pages.chart_page import START, ChartPage, candles, equity

pytestmark = pytest.mark.e2e


def view(chart):
    """The visible rows, from and to, as the time axis has them."""
    return chart.ask(
        "const range = price.chart.library.timeScale().getVisibleLogicalRange();"
        "return [range.from, range.to];"
    )


def times_in_view(chart):
    return chart.ask(
        "const range = price.chart.library.timeScale().getVisibleRange();"
        "return [range.from, range.to];"
    )


def panes(chart):
    """[name, top, height] of each pane, in pixels of the page."""
    return chart.ask(
        "return price.chart.panes.map((pane, index) => {"
        "  const box = price.chart.library.panes()[index].getHTMLElement().getBoundingClientRect();"
        "  return [pane.name, box.top, box.height];"
        "});"
    )


def test_one_crosshair_shows_the_same_time_in_all_panes(chart):
    drawn = candles(100)
    chart.show(candles=drawn, equity=equity(drawn))
    x = chart.page.locator(".chart-canvas").bounding_box()["x"] + 400
    seen = []
    for _name, top, height in panes(chart):
        chart.page.mouse.move(x, top + height / 2)
        chart.settle()
        seen.append(
            chart.page.locator(".chart-legend [data-time]").first.get_attribute("data-time")
        )
    assert [name for name, _, _ in panes(chart)] == ["Price", "RSI", "Equity", "Underwater"]
    assert len(seen) == 4
    assert len(set(seen)) == 1


def test_equity_stands_in_the_row_of_the_candle_at_whose_close_it_was_marked(chart):
    drawn = candles(3)
    chart.show(candles=drawn, equity=equity(drawn))
    rows = chart.ask("return price.chart.rows.map(row => [row.close, row.equity])")
    assert rows == [
        [candle["close"], point["equity"]]
        for candle, point in zip(drawn, equity(drawn), strict=True)
    ]


def test_a_new_candle_keeps_the_zoom_of_a_reader_who_looks_at_the_past(chart):
    drawn = candles(301)
    chart.show(candles=drawn[:300])
    chart.ask("price.chart.view.show(100, 160)")
    chart.settle()
    before = times_in_view(chart)
    for number in range(3):
        last = {**drawn[300], "close": drawn[300]["close"] + number}
        chart.show(candles=[*drawn[:300], last])
    assert times_in_view(chart) == before
    assert chart.ask("return price.chart.drawn.main.data().length") == 301


def test_a_new_candle_at_the_right_end_moves_the_view_by_a_candle_and_zooms_nothing(chart):
    drawn = candles(301)
    chart.show(candles=drawn[:300], range="1D")
    before = view(chart)
    chart.show(candles=drawn, range="1D")
    after = view(chart)
    assert after[1] - after[0] == pytest.approx(before[1] - before[0])
    assert after[1] - before[1] == pytest.approx(1)


def test_a_young_account_fills_the_chart_as_its_candles_arrive(chart):
    drawn = candles(40)
    for count in (3, 20, 40):
        chart.show(candles=drawn[:count], range="All")
        first, last = view(chart)
        assert (first, last) == pytest.approx((-0.5, count - 1 + 3))


def test_only_the_last_candle_is_handed_to_the_library_when_it_changes(chart):
    drawn = candles(300)
    chart.show(candles=drawn)
    chart.ask(
        "window.calls = [];"
        "for (const { series } of price.chart.drawn.all)"
        " for (const name of ['setData', 'update']) {"
        "  const was = series[name].bind(series);"
        "  series[name] = (...given) => { window.calls.push(name); return was(...given); };"
        "}"
    )
    chart.show(candles=drawn)
    assert chart.ask("return window.calls") == []
    chart.show(candles=[*drawn[:-1], {**drawn[-1], "close": 1.0}])
    assert chart.ask("return window.calls") == ["update"] * 5  # candles, volume, two EMAs, RSI


def test_older_candles_are_asked_for_near_the_left_end_and_do_not_move_the_view(chart):
    drawn = candles(400)
    chart.ask("window.asked = 0; price.calls.onOlder = () => { window.asked += 1; }")
    chart.show(candles=drawn[200:])
    chart.ask("price.chart.view.show(5, 60)")
    chart.settle()
    assert chart.ask("return window.asked") > 0
    before = times_in_view(chart)
    chart.show(candles=drawn)
    assert times_in_view(chart) == before


def gaps(chart, drawn, **more):
    chart.show(candles=drawn, **more)
    return chart.ask("return price.chart.rows.filter(row => row.open === undefined).length")


def test_missing_candles_of_a_market_that_never_closes_are_gaps(chart):
    drawn = candles(24 * 14)
    assert gaps(chart, drawn[:100] + drawn[107:]) == 7


def test_nights_and_weekends_of_a_market_that_closes_are_no_gaps(chart):
    hours = candles(24 * 14)
    open_hours = [
        candle
        for number, candle in enumerate(hours)
        if number // 24 % 7 < 5 and 14 <= number % 24 < 21
    ]
    assert gaps(chart, open_hours, alwaysOpen=False) == 0
    assert gaps(chart, open_hours[:10] + open_hours[12:], alwaysOpen=False) == 2


def test_a_year_without_candles_is_a_gap_that_hides_nothing_else(chart):
    early, late = candles(50), candles(50, start=START + timedelta(days=365))
    assert 100 < gaps(chart, early + late, alwaysOpen=True) <= 200


@pytest.mark.parametrize(("name", "rows"), [("1D", 24), ("1W", 168), ("All", 400)])
def test_a_range_shows_its_candles(chart, name, rows):
    chart.show(candles=candles(400), range="1M")
    chart.page.get_by_role("button", name=name, exact=True).click()
    chart.settle()
    first, last = view(chart)
    assert max(first, -0.5) == pytest.approx(400 - rows - 0.5)
    assert last >= 399


def test_a_double_click_brings_the_range_back(chart):
    chart.show(candles=candles(400), range="1W")
    before = view(chart)
    box = chart.page.locator(".chart-canvas").bounding_box()
    chart.page.mouse.move(box["x"] + 300, box["y"] + 100)
    chart.page.mouse.wheel(0, -600)
    chart.settle()
    assert view(chart) != before
    chart.page.mouse.dblclick(box["x"] + 300, box["y"] + 100)
    chart.settle()
    assert view(chart) == pytest.approx(before)


DAYS = """
const axis = await import("/static/charts/time_axis.js");
const behaviour = axis.axisBehaviour(window.LightweightCharts, () => argument.zone);
const points = argument.times.map((text) => {
    const time = Date.parse(text) / 1000;
    return { time: behaviour.convertHorzItemToInternal(time), originalTime: time, timeWeight: 0 };
});
behaviour.fillWeightsForPoints(points, 0);
const day = Math.max(...points.slice(1).map((point) => point.timeWeight));
return argument.times.filter((_, index) => index > 0 && points[index].timeWeight === day);
"""


def test_days_of_the_axis_begin_at_midnight_of_the_zone_also_over_a_clock_change(browser, address):
    chart = ChartPage(browser, address, timezone_id="America/New_York")
    hours = candles(96, start=START + timedelta(days=5))  # the clock goes forward on the 9th
    chart.show(candles=hours, zone="local")
    times = [candle["open_time"] for candle in hours]
    assert chart.ask(DAYS, {"times": times, "zone": "local"}) == [
        "2025-03-08T05:00:00Z",
        "2025-03-09T05:00:00Z",
        "2025-03-10T04:00:00Z",
        "2025-03-11T04:00:00Z",
    ]
    chart.show(candles=hours, zone="UTC")
    assert chart.ask(DAYS, {"times": times, "zone": "UTC"})[0] == "2025-03-09T00:00:00Z"
    chart.close()


def test_a_logarithmic_scale_is_a_button(chart):
    chart.show(candles=candles(50))
    chart.page.get_by_role("button", name="Log").click()
    assert chart.ask("return price.chart.drawn.main.priceScale().options().mode") == 1
