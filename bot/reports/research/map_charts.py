"""Both spans of a map as Plotly heat maps on one scale of colours."""

from typing import Any

import numpy as np

from bot.arrays import FloatArray
from bot.reports.formats import setting
from bot.reports.research.shown_map import SPANS, ShownMap

Json = dict[str, Any]

_CELLS_WITH_NUMBERS = 120


def map_charts(shown: ShownMap) -> list[Json]:
    """A chart for each span, `chart-in` and `chart-out`."""
    scale = _colour_scale(shown)
    return [
        _chart(f"chart-{key}", values, shown, scale)
        for (key, _), values in zip(SPANS, shown.values, strict=True)
    ]


def _colour_scale(shown: ShownMap) -> Json:
    both = np.concatenate([values[np.isfinite(values)] for values in shown.values])
    low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
    if shown.is_signed:
        reach = max(abs(low), abs(high)) or 1.0
        colours = [[0, "$low-cell"], [0.5, "$card"], [1, "$high-cell"]]
        return {"zmin": -reach, "zmax": reach, "colorscale": colours}
    return {"zmin": low, "zmax": high, "colorscale": [[0, "$card"], [1, "$high-cell"]]}


def _chart(identity: str, values: FloatArray, shown: ShownMap, scale: Json) -> Json:
    cells = shown.cells
    rows = [
        [None if value != value else round(value, 6) for value in row] for row in values.tolist()
    ]
    numbers = {"texttemplate": "%{z:.3~g}"} if values.size <= _CELLS_WITH_NUMBERS else {}
    trace = {
        "type": "heatmap",
        "x": [setting(value) for value in cells.x],
        "y": [setting(value) for value in cells.y],
        "z": rows,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "textfont": {"color": "$ink"},
        "hovertemplate": f"{shown.x} %{{x}}<br>{shown.y} %{{y}}<br>%{{z:.4g}}<extra></extra>",
        "colorbar": {"thickness": 10, "outlinewidth": 0},
        **numbers,
        **scale,
    }
    layout: Json = {
        "xaxis": {"type": "category", "title": {"text": shown.x}, "showgrid": False},
        "yaxis": {"type": "category", "title": {"text": shown.y}, "showgrid": False},
        "showlegend": False,
    }
    if cells.best is not None:
        layout["shapes"] = [_frame(*cells.best)]
    return {"id": identity, "data": [trace], "layout": layout}


def _frame(row: int, column: int) -> Json:
    """Lines around the best in-sample cell."""
    return {
        "type": "rect",
        "x0": column - 0.5,
        "x1": column + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": "$ink", "width": 3},
    }
