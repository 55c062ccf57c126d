"""The tables of a heat map page: the cells of each span and the ranked combinations."""

from typing import Any

from bot.arrays import FloatArray
from bot.reports.formats import setting, significant, whole
from bot.reports.html import text
from bot.reports.research.shown_map import ShownMap

Json = dict[str, Any]


def cell_table(values: FloatArray, shown: ShownMap, label: str) -> str:
    """The numbers of one span; `label` is the id of the heading above them."""
    cells = shown.cells
    heads = "".join(f"<th scope=col>{setting(value)}" for value in cells.x)
    rows = "".join(
        f"<tr><th scope=row>{setting(cells.y[row])}"
        + "".join(
            f"<td>{written(value)}{' ★' if (row, column) == cells.best else ''}"
            for column, value in enumerate(values[row].tolist())
        )
        for row in range(len(cells.y))
    )
    return (
        f"<div class=scroll tabindex=0 role=region aria-labelledby={label}>"
        f"<table class=cells><caption>{text(shown.x)} across, {text(shown.y)} down; ★ is the best"
        f" cell in sample</caption><thead><tr><th scope=col>{text(shown.y)}{heads}</thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def ranked_table(document: Json) -> str:
    """The combinations that the run shows, and the config without the grid below them."""
    heads = "".join(f"<th scope=col>{text(head)}" for head in _ranked_heads())
    rows = "".join(_ranked_row(finding) for finding in document["ranked"])
    return (
        "<div class=scroll tabindex=0 role=region aria-labelledby=best-title>"
        f"<table class=cells><thead><tr>{heads}</thead><tbody>{rows}"
        f"{_ranked_row({**document['base'], 'rank': 'Without the grid', 'values': {}})}"
        "</tbody></table></div>"
    )


def _ranked_heads() -> list[str]:
    metrics = ("Sharpe", "return %", "win rate %", "trades")
    spans = [f"{name}, {span}" for span in ("in", "out") for name in metrics]
    return ["Combination", *spans, "Deflated Sharpe", "Macro bias at entries"]


def _ranked_row(finding: Json) -> str:
    values = ", ".join(f"{name} {setting(value)}" for name, value in finding["values"].items())
    spans = ("in_sample", "out_of_sample")
    cells = [cell for span in spans for cell in _metric_cells(finding[span])]
    cells += [written(finding["deflated_sharpe_ratio"]), written(finding["macro_bias_at_entries"])]
    name = f"{finding['rank']}. {values}" if values else str(finding["rank"])
    return f"<tr><th scope=row>{text(name)}" + "".join(f"<td>{cell}" for cell in cells)


def _metric_cells(metrics: Json) -> list[str]:
    rate = metrics["win_rate"]
    return [
        written(metrics["sharpe_ratio"]),
        written(metrics["total_pnl_pct"]),
        written(None if rate is None else rate * 100.0),
        whole(metrics["total_trades"]),
    ]


def written(value: float | None) -> str:
    """A number of a cell; a dash where it is undefined."""
    return significant(value, grouped=True)
