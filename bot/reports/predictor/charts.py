"""An evaluation as Plotly charts."""

from typing import Any

Json = dict[str, Any]

COLOURS = {"long": "$up", "short": "$down", "flat": "$fast"}


def evaluation_charts(document: Json) -> list[Json]:
    """Skill and edge over the horizons, and the calibration curves of each horizon."""
    rows = document["horizons"]
    return [
        _chart("skill", _skills(rows), "Skill, %"),
        _chart("edge", _edges(rows), "Hit rate less base rate, %"),
        *(_curves(row) for row in rows),
    ]


def _skills(rows: list[Json]) -> list[Json]:
    traces = [_points("as it is", "$down", rows, [row["skill"] for row in rows])]
    walked = [row for row in rows if row["walk_forward"] is not None]
    if walked:
        skills = [row["walk_forward"]["skill_calibrated"] for row in walked]
        traces.append(_points("calibrated on the past", "$up", walked, skills))
    return traces


def _edges(rows: list[Json]) -> list[Json]:
    named = (
        ("all calls", "hit_rate", "$up"),
        ("calls that are not flat", "directional_hit_rate", "$down"),
        ("calls that override", "overriding_hit_rate", "$fast"),
    )
    traces = []
    for name, key, colour in named:
        called = [row for row in rows if row[key]["edge"] is not None]
        traces.append(_points(name, colour, called, [row[key]["edge"] for row in called]))
    return traces


def _points(name: str, colour: str, rows: list[Json], intervals: list[Json]) -> Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [str(row["horizon_candles"]) for row in rows],
        "y": [_percent(interval["mean"]) for interval in intervals],
        "error_y": {**_bars(intervals, "mean"), "color": colour},
        "marker": {"color": colour, "size": 9},
    }


def _curves(row: Json) -> Json:
    curves = row["calibration_curve"]
    diagonal = {
        "type": "scatter",
        "mode": "lines",
        "name": "as often as called",
        "x": [0, 100],
        "y": [0, 100],
        "line": {"color": "$soft", "dash": "dot", "width": 1.5},
    }
    traces = [diagonal, *(_curve(name, bins) for name, bins in curves.items())]
    layout: Json = {
        "xaxis": {"type": "linear", "title": {"text": "Called, %"}, "range": [0, 100]},
        "yaxis": {"title": {"text": "Came, %"}, "range": [0, 100]},
    }
    return {"id": f"chart-curve-{row['horizon_candles']}", "data": traces, "layout": layout}


def _curve(name: str, bins: list[Json]) -> Json:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [_percent(one["forecast"]) for one in bins],
        "y": [_percent(one["share"]) for one in bins],
        "error_y": {**_bars(bins, "share"), "color": COLOURS[name], "thickness": 1},
        "line": {"color": COLOURS[name], "width": 1.6},
        "marker": {"color": COLOURS[name], "size": 6},
    }


def _chart(name: str, traces: list[Json], title: str) -> Json:
    layout: Json = {
        "xaxis": {"type": "category", "title": {"text": "Candles later"}},
        "yaxis": {"title": {"text": title}, "zeroline": True},
    }
    return {"id": f"chart-{name}", "data": traces, "layout": layout}


def _bars(intervals: list[Json], middle: str) -> Json:
    """From `low` to `high` around the middle; no bar where nothing can be said."""
    known = [i["low"] is not None for i in intervals]
    pairs = list(zip(intervals, known, strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [_percent(i["high"] - i[middle]) if says else None for i, says in pairs],
        "arrayminus": [_percent(i[middle] - i["low"]) if says else None for i, says in pairs],
    }


def _percent(fraction: float) -> float:
    return round(fraction * 100.0, 4)
