"""Charts of what chance could have made of a run, and of what was traded unseen."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.arrays import FloatArray, decimated_rows
from bot.backtesting import BacktestResult
from bot.reports.formats import number, whole
from bot.reports.html import SERIES_POINTS, line, rounded, times

Json = dict[str, Any]

_WAYS = {"trade_order": "trades in random order", "block_bootstrap": "candles in random blocks"}
_MEASURES = {"ending_balance": "Ending balance", "max_drawdown_pct": "Max drawdown, %"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChart:
    """Traces and layout, the name of the element (without chart-), and the caption."""

    name: str
    label: str
    data: list[Json]
    layout: Json
    multiplies: bool = False

    @property
    def chart(self) -> Json:
        """As the page draws it."""
        return {
            "id": f"chart-{self.name}",
            "data": self.data,
            "layout": self.layout,
            "multiplies": self.multiplies,
        }


def check_charts(result: BacktestResult, document: Json) -> list[CheckChart]:
    """A chart for each check in the document that has something to draw."""
    drawn = _resampled(document["monte_carlo"]) if "monte_carlo" in document else []
    if "walk_forward" in document:
        drawn.append(_walked(result, document["walk_forward"]))
    return drawn


def _resampled(monte_carlo: Json) -> list[CheckChart]:
    """A histogram for each measure of each way; none of a measure that is the same in every run."""
    return [
        _histogram(monte_carlo, way, measure)
        for way in _WAYS
        for measure in _MEASURES
        if monte_carlo[way] is not None and len(monte_carlo[way][measure]["histogram"]["runs"]) > 1
    ]


def _histogram(monte_carlo: Json, way: str, measure: str) -> CheckChart:
    distribution, title = monte_carlo[way][measure], _MEASURES[measure]
    edges = np.array(distribution["histogram"]["edges"])
    bars = {
        "type": "bar",
        "name": "Runs",
        "x": rounded((edges[:-1] + edges[1:]) / 2.0, 9),
        "y": distribution["histogram"]["runs"],
        "width": float(edges[1] - edges[0]) * 0.92,
        "marker": {"color": "$edge"},
    }
    return CheckChart(
        name=f"{way}-{measure}".replace("_", "-"),
        label=f"{title}: {whole(monte_carlo['runs'])} runs, {_WAYS[way]}; the dashed line is this"
        f" run, {number(distribution['actual_rank'] * 100.0, 1)} % are at or below it",
        data=[bars],
        layout={
            "xaxis": {"type": "linear", "title": {"text": title}},
            "yaxis": {"title": {"text": "Runs"}},
            "showlegend": False,
            **_marked(distribution["actual"], edges),
        },
    )


def _marked(actual: float, edges: FloatArray) -> Json:
    """The actual run as a line, with its name on the side where there is room."""
    side = "right" if actual > (edges[0] + edges[-1]) / 2.0 else "left"
    dashed = {"color": "$down", "dash": "dash", "width": 2}
    ends = {"x0": actual, "x1": actual, "y0": 0, "y1": 1, "yref": "paper"}
    name = {"text": "this run", "showarrow": False, "bgcolor": "$card", "font": {"color": "$down"}}
    place = {"x": actual, "xanchor": side, "y": 1, "yref": "paper", "yanchor": "top"}
    return {"shapes": [{"type": "line", **ends, "line": dashed}], "annotations": [name | place]}


def _walked(result: BacktestResult, walk: Json) -> CheckChart:
    moments, equity = zip(*walk["equity"], strict=True)
    rows = decimated_rows(np.array(equity), SERIES_POINTS)
    closed = [moments[row].removesuffix("Z") for row in rows]
    own = line("Strategy", closed, rounded(np.array(equity)[rows]), "$up")
    return CheckChart(
        name="walk-forward",
        label=f"Walk forward: equity of {len(walk['folds'])} folds on candles that their searches"
        " had not seen, joined",
        data=[own, _held(result, walk)],
        layout={"yaxis": {"title": {"text": "Equity"}}},
        multiplies=True,
    )


def _held(result: BacktestResult, walk: Json) -> Json:
    """Buy and hold over the candles that the folds traded, which are the last ones."""
    candles = result.decisions.candles
    start = len(candles) - sum(fold["traded_candles"] for fold in walk["folds"])
    held = walk["initial_balance"] * candles.close[start:] / candles.open[start]
    rows = decimated_rows(held, SERIES_POINTS)
    closed = candles.close_time[start:][rows]
    return line("Buy and hold", times(closed), rounded(held[rows]), "$down", "dot")
