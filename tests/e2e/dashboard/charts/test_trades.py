"""Trades on the price chart: marks, counts, stops and targets, and what a click does."""

from itertools import pairwise

import pytest

from tests.support.pages.chart_page import candles, trade

pytestmark = pytest.mark.e2e


def marks(chart):
    """What is drawn of entries and exits: side, how many, place and half width in pixels."""
    return chart.ask(
        "return price.layer.shapes.groups.map(({ side, trades, x, y, half }) =>"
        "  ({ side, count: trades.length, x, y, half }));"
    )


def lines(chart):
    return chart.ask("return price.layer.shapes.trades.map(({ trade, ...shape }) => shape)")


def pixel_of(chart, number, field):
    return chart.ask(
        "const row = price.chart.rows[argument[0]];"
        "return price.chart.drawn.main.priceToCoordinate(row[argument[1]]);",
        [number, field],
    )


def test_an_entry_stands_below_its_candle_and_an_exit_above(chart):
    drawn = candles(60)
    chart.show(candles=drawn, trades=[trade(drawn, 20, 30)])
    entry, exit_ = marks(chart)
    assert entry["y"] - 6 > pixel_of(chart, 20, "low")
    assert exit_["y"] + 6 < pixel_of(chart, 30, "high")
    (line,) = lines(chart)
    assert line["join"]["x0"] == pytest.approx(entry["x"])
    assert line["join"]["x1"] == pytest.approx(exit_["x"])


def test_an_entry_and_an_exit_in_one_candle_are_both_seen(chart):
    drawn = candles(60)
    chart.show(candles=drawn, trades=[trade(drawn, 20, 20)])
    entry, exit_ = marks(chart)
    assert (entry["side"], exit_["side"]) == ("entry", "exit")
    assert entry["x"] == pytest.approx(exit_["x"])
    assert entry["y"] - exit_["y"] > 2 * 12


def test_768_trades_are_legible_at_every_zoom(chart):
    drawn = candles(2400)
    trades = [trade(drawn, 3 * number + 5, 3 * number + 7) for number in range(768)]
    chart.show(candles=drawn, trades=trades, range="All")
    for _zoom in range(6):
        placed = marks(chart)
        for side in ("entry", "exit"):
            ordered = sorted(
                (mark for mark in placed if mark["side"] == side), key=lambda mark: mark["x"]
            )
            for before, after in pairwise(ordered):
                assert after["x"] - before["x"] >= min(12, before["half"] + after["half"]) - 1e-6
        chart.ask("price.chart.view.zoom(0.4)")
        chart.settle()


def test_every_trade_is_counted_once_where_marks_are_merged(chart):
    drawn = candles(2400)
    trades = [trade(drawn, 3 * number + 5, 3 * number + 7) for number in range(768)]
    chart.show(candles=drawn, trades=trades, range="All")
    for side in ("entry", "exit"):
        assert sum(mark["count"] for mark in marks(chart) if mark["side"] == side) == 768


def test_marks_do_not_merge_otherwise_while_the_chart_is_dragged(chart):
    drawn = candles(600)
    trades = [trade(drawn, 2 * number + 5, 2 * number + 6) for number in range(250)]
    chart.show(candles=drawn, trades=trades)
    chart.ask("price.chart.view.show(100, 400)")
    chart.settle()
    before = {(mark["side"], mark["count"], round(mark["x"])) for mark in marks(chart)}
    chart.ask("price.chart.view.show(101, 401)")
    chart.settle()
    moved = chart.ask("return price.chart.library.timeScale().options().barSpacing")
    after = {(mark["side"], mark["count"], round(mark["x"] + moved)) for mark in marks(chart)}
    inside = {mark for mark in before if 40 < mark[2] < 900}
    near = {(s, c, x + d) for s, c, x in after for d in (-1, 0, 1)}
    assert inside <= near


def test_stop_and_target_of_past_trades_are_drawn_while_they_were_held(chart):
    drawn = candles(60)
    past = trade(drawn, 20, 30)
    chart.show(candles=drawn, trades=[past])
    (line,) = lines(chart)
    heights = chart.ask(
        "return argument.map((at) => price.chart.drawn.main.priceToCoordinate(at));",
        [past["stop_price"], past["target_price"]],
    )
    assert [level["y"] for level in line["levels"]] == pytest.approx(heights)
    assert (
        0 < heights[1] < heights[0] < chart.ask("return price.chart.library.panes()[0].getHeight()")
    )
    spacing = chart.ask("return price.chart.library.timeScale().options().barSpacing")
    assert line["right"] - line["left"] == pytest.approx(11 * spacing)


def test_stop_and_target_of_an_open_position_reach_the_price_axis(chart):
    drawn = candles(60)
    held = {
        **trade(drawn, 50, 50),
        "unrealized_pnl": -3.0,
        "stop_price": 63_000.0,
        "target_price": 66_000.0,
    }
    chart.show(candles=drawn, trades=[], position=held)
    (line,) = lines(chart)
    assert line["open"]
    assert line["right"] == chart.ask("return price.chart.library.timeScale().width()")
    texts = chart.ask("return price.layer.priceAxisViews().map(view => view.text())")
    assert texts[1:] == ["stop 63,000.00", "target 66,000.00"]
    assert [mark["side"] for mark in marks(chart)] == ["entry"]


def test_a_click_on_a_mark_chooses_its_trade_and_one_on_a_count_zooms_in(chart):
    drawn = candles(2000)
    trades = [trade(drawn, 20 * number + 5, 20 * number + 7) for number in range(90)]
    chart.show(candles=drawn, trades=trades, range="All")
    box = chart.page.locator(".chart-canvas").bounding_box()
    several = next(mark for mark in marks(chart) if mark["count"] > 1)
    chart.page.mouse.click(box["x"] + several["x"], box["y"] + several["y"])
    chart.settle()
    assert chart.ask("return window.chosen") == []
    alone = next(mark for mark in marks(chart) if mark["count"] == 1 and 20 < mark["x"] < 900)
    chart.page.wait_for_timeout(600)  # or the library takes both clicks for a double one
    chart.page.mouse.click(box["x"] + alone["x"], box["y"] + alone["y"])
    chart.settle()
    assert len(chart.ask("return window.chosen")) == 1


def test_a_trade_that_is_shown_is_in_view_and_stands_out(chart):
    drawn = candles(800)
    trades = [trade(drawn, 100, 110), trade(drawn, 300, 310)]
    chart.show(candles=drawn, trades=trades, range="1D")
    chart.ask("price.showTrade(argument)", trades[0])
    chart.settle()
    assert [line["selected"] for line in lines(chart)] == [True]
    assert [mark["selected"] for mark in chart.ask("return price.layer.shapes.groups")] == [
        True,
        True,
    ]


def test_no_label_covers_a_candle(chart):
    drawn = candles(200)
    trades = [trade(drawn, 20 * number + 5, 20 * number + 12) for number in range(9)]
    chart.show(
        candles=drawn, trades=trades, position={**trade(drawn, 190, 190), "unrealized_pnl": 1.0}
    )
    covered = chart.ask(
        """
        const canvas = document.querySelector(".chart-canvas").getBoundingClientRect();
        const named = ".chart-names p, .chart-legend, .chart-bar, #tv-attr-logo";
        const labels = [...document.querySelectorAll(named)]
            .map((label) => label.getBoundingClientRect()).filter((box) => box.width > 0);
        const series = price.chart.drawn.main, scale = price.chart.library.timeScale();
        return price.chart.rows.filter((row, index) => {
            const x = canvas.left + scale.logicalToCoordinate(index);
            const [top, bottom] = [row.high, row.low]
                .map((at) => canvas.top + series.priceToCoordinate(at));
            return labels.some((box) => x >= box.left && x <= box.right
                && bottom >= box.top && top <= box.bottom);
        }).length;
        """
    )
    assert covered == 0


def test_no_mark_covers_a_candle(chart):
    drawn = candles(400)
    trades = [trade(drawn, 3 * number + 5, 3 * number + 7) for number in range(120)]
    chart.show(candles=drawn, trades=trades, range="All")
    covered = chart.ask(
        """
        const series = price.chart.drawn.main, scale = price.chart.library.timeScale();
        const covers = ({ x, y, half }) => price.chart.rows.some((row, index) => {
            const at = scale.logicalToCoordinate(index);
            const [top, bottom] = [row.high, row.low].map((at) => series.priceToCoordinate(at));
            return Math.abs(at - x) <= half && bottom >= y - 6 && top <= y + 6;
        });
        return price.layer.shapes.groups.filter(covers).length;
        """
    )
    assert covered == 0


def test_a_chart_that_was_closed_before_it_was_drawn_brings_no_trade_into_view(chart):
    drawn = candles(60)
    chart.ask(
        "const drawing = price.show({ candles: argument[0], trades: [argument[1]] });"
        "price.destroy();"
        "await drawing;"
        "price.showTrade(argument[1]);",
        [drawn, trade(drawn, 20, 30)],
    )
