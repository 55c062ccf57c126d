"""A heat map of two fields as one HTML page: in sample and out of sample side by side."""

from typing import Any

import numpy as np

from bot.arrays import FloatArray
from bot.programs.research.document import HOW
from bot.programs.research.median_map import MedianMap, median_map
from bot.programs.research.run import ResearchRun
from bot.reports.backtest_page import config_tables, data_table
from bot.reports.html import UNDEFINED, section, sentences, text, whole_page

Json = dict[str, Any]

_TITLES = {
    "sharpe_ratio": "Sharpe ratio",
    "total_pnl_pct": "Return in percent",
    "win_rate": "Win rate in percent",
    "total_trades": "Trades",
    "max_drawdown_pct": "Largest drawdown in percent",
}
_SIGNED = ("sharpe_ratio", "total_pnl_pct")
_CELLS_WITH_NUMBERS = 120
_SPANS = (("in", "In sample"), ("out", "Out of sample"))


def heat_map_page(run: ResearchRun, document: Json, axes: tuple[str, str], name: str) -> str:
    """The page; `axes` are the x and the y field, `name` a metric of _TITLES.

    Raises ConfigError where Plotly is not installed.
    """
    x, y = axes
    lowest = name == "max_drawdown_pct"
    found = median_map(run.findings.table, x, y, name, lowest=lowest)
    scale = 100.0 if name == "win_rate" else 1.0
    maps = (found.searched * scale, found.held_out * scale)
    title = f"{_TITLES[name]} of {document['data']['symbol']} over {x} and {y}"
    data = document["data"]
    parts = [
        section("maps", title, _said(document, found, maps, axes, lowest), _figures(document)),
        *(
            section(
                f"table-{key}",
                f"{span}: the numbers",
                _table(values, found, axes, f"table-{key}-title"),
            )
            for (key, span), values in zip(_SPANS, maps, strict=True)
        ),
        section("best", "Ranked combinations", _ranked(document)),
        section("assumptions", "What these numbers are", sentences(_assumptions(document))),
        section("config", "The config without the grid", config_tables(document)),
        section("data", "Data", data_table({"data": {**data, "strategy": document["strategy"]}})),
        _warnings(document["warnings"]),
    ]
    subtitle = (
        f"{document['combinations']['tried']:,} combinations on {data['candles']:,}"
        f" {data['timeframe']} candles, {data['first']} to {data['last']},"
        f" with {document['strategy']['name']}"
    )
    return whole_page(title, subtitle, parts, _charts(found, maps, axes, name))


def _said(
    document: Json,
    found: MedianMap,
    maps: tuple[FloatArray, FloatArray],
    axes: tuple[str, str],
    lowest: bool,
) -> str:
    others = [name for name in document["varied"] if name not in axes]
    over = f"the median over {', '.join(others)}" if others else "one combination"
    return (
        f"<p>A cell is {text(over)}. Ranked and marked by the in-sample candles only.</p>"
        f"<p class=verdict>{text(_best_said(found, maps, axes, lowest))}</p>"
        f"<p>{text(document['luck']['in_words'])}</p>"
    )


def _best_said(
    found: MedianMap, maps: tuple[FloatArray, FloatArray], axes: tuple[str, str], lowest: bool
) -> str:
    if found.best is None:
        return "No cell has a number: nothing traded."
    (x, y), (row, column) = axes, found.best
    held = maps[1][row, column]
    said = (
        f"★ The best cell in sample is {x} {found.x[column]:g} with {y} {found.y[row]:g}:"
        f" {_written(maps[0][row, column])}. Out of sample it is {_written(held)}"
    )
    known = maps[1][np.isfinite(maps[1])]
    if not np.isfinite(held):
        return f"{said}."
    better = int(np.sum(known < held) if lowest else np.sum(known > held))
    return f"{said}, {better} of {len(known)} cells being better there."


def _figures(document: Json) -> str:
    figures = "".join(
        f"<figure><figcaption>{span} ({text(_span(document, key))})</figcaption>"
        f'<div id="chart-{key}" class="chart tall" role=img aria-label="{span}: the same numbers'
        ' are in the table below"></div></figure>'
        for key, span in _SPANS
    )
    return f"<div class=pair>{figures}</div>"


def _span(document: Json, key: str) -> str:
    span = document["data"]["in_sample" if key == "in" else "out_of_sample"]
    return f"{span['candles']:,} candles, {span['first'][:10]} to {span['last'][:10]}"


def _charts(
    found: MedianMap, maps: tuple[FloatArray, FloatArray], axes: tuple[str, str], name: str
) -> list[Json]:
    both = np.concatenate([values[np.isfinite(values)] for values in maps])
    low, high = (float(both.min()), float(both.max())) if len(both) else (0.0, 1.0)
    scale: Json = {"zmin": low, "zmax": high, "colorscale": [[0, "$card"], [1, "$high-cell"]]}
    if name in _SIGNED:
        reach = max(abs(low), abs(high)) or 1.0
        colours = [[0, "$low-cell"], [0.5, "$card"], [1, "$high-cell"]]
        scale = {"zmin": -reach, "zmax": reach, "colorscale": colours}
    return [
        _chart(f"chart-{key}", values, found, axes, scale)
        for (key, _), values in zip(_SPANS, maps, strict=True)
    ]


def _chart(
    identity: str, values: FloatArray, found: MedianMap, axes: tuple[str, str], scale: Json
) -> Json:
    x, y = [f"{v:g}" for v in found.x], [f"{v:g}" for v in found.y]
    rows = [
        [None if value != value else round(value, 6) for value in row] for row in values.tolist()
    ]
    shown = {"texttemplate": "%{z:.3~g}"} if values.size <= _CELLS_WITH_NUMBERS else {}
    trace = {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": rows,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": False,
        "textfont": {"color": "$ink"},
        "hovertemplate": f"{axes[0]} %{{x}}<br>{axes[1]} %{{y}}<br>%{{z:.4g}}<extra></extra>",
        "colorbar": {"thickness": 10, "outlinewidth": 0},
        **shown,
        **scale,
    }
    layout: Json = {
        "xaxis": {"type": "category", "title": {"text": axes[0]}, "showgrid": False},
        "yaxis": {"type": "category", "title": {"text": axes[1]}, "showgrid": False},
        "showlegend": False,
    }
    if found.best is not None:
        layout["shapes"] = [_mark(*found.best)]
    return {"id": identity, "data": [trace], "layout": layout}


def _mark(row: int, column: int) -> Json:
    """A frame around the best in-sample cell."""
    return {
        "type": "rect",
        "x0": column - 0.5,
        "x1": column + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": "$ink", "width": 3},
    }


def _table(values: FloatArray, found: MedianMap, axes: tuple[str, str], label: str) -> str:
    x, y = axes
    heads = "".join(f"<th scope=col>{v:g}" for v in found.x)
    rows = "".join(
        f"<tr><th scope=row>{found.y[k]:g}"
        + "".join(
            f"<td>{_written(value)}{' ★' if (k, j) == found.best else ''}"
            for j, value in enumerate(values[k].tolist())
        )
        for k in range(len(found.y))
    )
    return (
        f"<div class=scroll tabindex=0 role=region aria-labelledby={label}>"
        f"<table class=cells><caption>{text(x)} across, {text(y)} down; ★ is the best cell in"
        f" sample</caption><thead><tr><th scope=col>{text(y)}{heads}</thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _ranked(document: Json) -> str:
    heads = "".join(
        f"<th scope=col>{text(head)}"
        for head in (
            "Combination",
            *(
                f"{name}, {span}"
                for span in ("in", "out")
                for name in ("Sharpe", "return %", "win rate %", "trades")
            ),
            "Deflated Sharpe",
            "Macro bias at entries",
        )
    )
    rows = "".join(_ranked_row(found) for found in document["ranked"])
    return (
        "<div class=scroll tabindex=0 role=region aria-labelledby=best-title>"
        f"<table class=cells><thead><tr>{heads}</thead><tbody>{rows}"
        f"{_ranked_row({**document['base'], 'rank': 'Without the grid', 'values': {}})}"
        "</tbody></table></div>"
    )


def _ranked_row(found: Json) -> str:
    values = ", ".join(f"{name} {value:g}" for name, value in found["values"].items())
    cells = [cell for span in ("in_sample", "out_of_sample") for cell in _metric_cells(found[span])]
    cells += [_written(found["deflated_sharpe_ratio"]), _written(found["macro_bias_at_entries"])]
    name = f"{found['rank']}. {values}" if values else str(found["rank"])
    return f"<tr><th scope=row>{text(name)}" + "".join(f"<td>{cell}" for cell in cells)


def _metric_cells(metrics: Json) -> list[str]:
    rate = metrics["win_rate"]
    return [
        _written(metrics["sharpe_ratio"]),
        _written(metrics["total_pnl_pct"]),
        _written(None if rate is None else rate * 100.0),
        f"{int(metrics['total_trades']):,}",
    ]


def _assumptions(document: Json) -> list[str]:
    costs, policy = document["costs"], document["policy"]
    return [
        f"Costs: fee {costs['fee_pct'] * 100:g} % and slippage {costs['slippage_pct'] * 100:g} %"
        " a side.",
        f"AI {'on' if policy['ai_enabled'] else 'off'}, macro"
        f" {'on' if policy['macro_enabled'] else 'off'}, no trade below confidence"
        f" {policy['min_confidence']:g}.",
        *(f"{name.replace('_', ' ').capitalize()}: {said}." for name, said in HOW.items()),
    ]


def _warnings(warnings: list[str]) -> str:
    return section("warnings", "Warnings", sentences(warnings) if warnings else "<p>None.</p>")


def _written(value: float | None) -> str:
    return UNDEFINED if value is None or value != value else f"{value:,.4g}"
