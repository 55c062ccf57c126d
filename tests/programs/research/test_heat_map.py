"""A map shows medians over what is not on its axes; the page holds them as a table too."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.support.backtest_program import Call
from tests.support.pages.report_pages import HOSTILE, unpacked

GRID = (
    *("--ema-fast", "4,8,25", "--ema-slow", "12,20,30", "--stop-loss-pct", "0.01:0.04:0.01"),
    *("--take-profit-pct", "0.02,0.05", "--min-confidence", "0.2"),
)
MAPS = {
    "sharpe": ("sharpe_ratio", 1),
    "return": ("total_pnl_pct", 1),
    "win_rate": ("win_rate", 100),
    "trades": ("total_trades", 1),
    "drawdown": ("max_drawdown_pct", 1),
}


def charts(page: str) -> list[dict]:
    return json.loads(unpacked(page, "charts"))


@pytest.mark.parametrize("metric", MAPS)
def test_a_cell_is_the_median_over_all_other_parameters(
    call: Call, candles_csv: str, tmp_path: Path, metric: str
) -> None:
    done = call(
        *("--csv", candles_csv, *GRID, "--export", "all.csv", "--heat-map", "map.html"),
        *("--x", "ema-fast", "--y", "ema_slow", "--metric", metric),
    )
    assert done.code == 0, done.err
    rows = pd.read_csv(tmp_path / "all.csv")
    page = (tmp_path / "map.html").read_text()
    drawn = charts(page)
    assert [chart["id"] for chart in drawn] == ["chart-in", "chart-out"]
    name, scale = MAPS[metric]
    for chart, span in zip(drawn, ("in_sample", "out_of_sample"), strict=True):
        expected = rows.pivot_table(
            f"{span}_{name}", index="ema_slow", columns="ema_fast", aggfunc="median"
        )
        trace = chart["data"][0]
        assert (trace["x"], trace["y"]) == (["4", "8", "25"], ["12", "20", "30"])
        found = np.array(trace["z"], dtype=float)
        np.testing.assert_allclose(found, expected.to_numpy() * scale, atol=1e-6)
        assert np.isnan(found).sum() == 2
        assert chart["layout"]["shapes"] == drawn[0]["layout"]["shapes"]
    medians = np.array(drawn[0]["data"][0]["z"], dtype=float)
    best = np.nanargmin(medians) if metric == "drawdown" else np.nanargmax(medians)
    row, column = divmod(int(best), 3)
    mark = drawn[0]["layout"]["shapes"][0]
    assert (mark["x0"], mark["y0"]) == (column - 0.5, row - 0.5)
    twin = re.findall(r"<td>([^<]*)", page.split('id="table-in"')[1].split("</table>")[0])
    assert len(twin) == 9
    assert [cell for cell in twin if "★" in cell] == [twin[int(best)]]
    shown = [np.nan if "—" in c else float(c.replace("★", "").replace(",", "")) for c in twin]
    np.testing.assert_allclose(shown, medians.ravel(), rtol=1e-3)


def test_the_axes_are_by_default_the_fields_with_most_values(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    assert call("--csv", candles_csv, *GRID, "--heat-map", "map.html").code == 0
    page = (tmp_path / "map.html").read_text()
    assert "over stop_loss_pct and ema_fast" in page
    assert "the median over ema_slow, take_profit_pct" in page
    assert "tries without any skill" in page


def test_the_page_asks_for_nothing_and_what_comes_from_outside_is_escaped(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    flags = ("--csv", candles_csv, *GRID, "--symbol", f"BTC {HOSTILE}")
    assert call(*flags, "--heat-map", "map.html").code == 0
    page = (tmp_path / "map.html").read_text()
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r'(src|href)="?(https?:)?//', page)


def test_a_map_without_any_trade_is_drawn_empty_and_says_so(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    flags = ("--csv", candles_csv, *GRID, "--no-ai", "--min-confidence", "1")
    assert call(*flags, "--heat-map", "map.html").code == 0
    page = (tmp_path / "map.html").read_text()
    assert "No cell has a number" in page
    assert charts(page)[0]["data"][0]["z"][0][0] is None


def test_more_cells_than_a_reader_can_take_are_refused_before_the_run(
    call: Call, candles_csv: str
) -> None:
    flags = ("--stop-loss-pct", "0.001:0.2:0.001", "--take-profit-pct", "0.001:0.1:0.001")
    done = call("--csv", candles_csv, *flags, "--heat-map", "map.html")
    assert (done.code, "at most 10,000 cells" in done.err) == (2, True)
