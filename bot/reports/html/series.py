"""Points of a chart, few enough to draw and none of the extremes lost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray

SERIES_POINTS = 5_000


def times(nanoseconds: NDArray[np.int64]) -> list[str]:
    """Moments as Plotly reads them, UTC, to the second."""
    texts: list[str] = np.datetime_as_string(nanoseconds.astype("datetime64[ns]"), "s").tolist()
    return texts


def line(name: str, x: list[Any], y: list[Any], colour: str, dash: str = "solid") -> dict[str, Any]:
    """A line trace."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": colour, "width": 1.6, "dash": dash},
    }


def rounded(values: FloatArray, digits: int = 6) -> list[float | None]:
    """The decimals that give the largest value these significant digits, a smaller one as many
    more as it needs for one digit less: enough for a picture.

    So an early candle of a share that has grown a thousandfold keeps its wicks, and a small gain
    does not become none. None where a value is not finite.
    """
    has_size = np.isfinite(values) & (values != 0.0)
    size = np.zeros(values.shape)
    np.log10(np.abs(values), where=has_size, out=size)
    size[has_size] = np.floor(size[has_size]) + 1.0
    least = digits - float(size[has_size].max(initial=-300.0))
    scale = 10.0 ** np.clip(np.maximum(digits - 1.0 - size, least), 0.0, 300.0)
    pictured: list[float | None] = (np.round(values * scale) / scale).tolist()
    for row in np.flatnonzero(~np.isfinite(values)).tolist():
        pictured[row] = None
    return pictured
