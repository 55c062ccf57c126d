"""Points of a chart, few enough to draw and none of the extremes lost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SERIES_POINTS = 5_000


def times(nanoseconds: NDArray[np.int64]) -> list[str]:
    """Moments as Plotly reads them, UTC, to the second."""
    found: list[str] = np.datetime_as_string(nanoseconds.astype("datetime64[ns]"), "s").tolist()
    return found


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
