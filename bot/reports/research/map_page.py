"""A heat map of two fields as one HTML page: in sample and out of sample side by side."""

from typing import Any

import numpy as np

from bot.reports.backtest_page import config_tables, data_table
from bot.reports.formats import setting, whole
from bot.reports.html import section, sentences, text, whole_page
from bot.reports.phrases import ai_words, costs_phrase, on_or_off, opinions_phrase
from bot.reports.research.document import HOW
from bot.reports.research.map_charts import map_charts
from bot.reports.research.map_tables import cell_table, ranked_table, written
from bot.reports.research.run import ResearchRun
from bot.reports.research.shown_map import SPANS, ShownMap, shown_map

Json = dict[str, Any]


def heat_map_page(run: ResearchRun, document: Json, axes: tuple[str, str], metric: str) -> str:
    """The page; `axes` are the x and the y field, `metric` one of TITLES.

    Raises ConfigError where Plotly is not installed.
    """
    shown = shown_map(run.findings.table, axes, metric)
    title = f"{shown.title} of {document['data']['symbol']} over {shown.x} and {shown.y}"
    data = document["data"]
    parts = [
        section("maps", title, _explained(document, shown), _figures(document)),
        *(
            section(
                f"table-{key}",
                f"{span}: the numbers",
                cell_table(values, shown, f"table-{key}-title"),
            )
            for (key, span), values in zip(SPANS, shown.values, strict=True)
        ),
        section("best", "Ranked combinations", ranked_table(document)),
        section("assumptions", "What these numbers are", sentences(_assumptions(document))),
        section("config", "The config without the grid", config_tables(document)),
        section("data", "Data", data_table({"data": {**data, "strategy": document["strategy"]}})),
        _warnings(document["warnings"]),
    ]
    subtitle = (
        f"{whole(document['combinations']['tried'])} combinations on {whole(data['candles'])}"
        f" {data['timeframe']} candles, {data['first']} to {data['last']},"
        f" with {document['strategy']['name']}"
    )
    return whole_page(title, subtitle, parts, map_charts(shown))


def _explained(document: Json, shown: ShownMap) -> str:
    others = [name for name in document["varied"] if name not in (shown.x, shown.y)]
    over = f"the median over {', '.join(others)}" if others else "one combination"
    return (
        f"<p>A cell is {text(over)}. Ranked and marked by the in-sample candles only.</p>"
        f"<p class=verdict>{text(_best_cell(shown))}</p>"
        f"<p>{text(document['luck']['in_words'])}</p>"
    )


def _best_cell(shown: ShownMap) -> str:
    cells = shown.cells
    if cells.best is None:
        return "No cell has a number: nothing traded."
    searched, held_out = shown.values
    row, column = cells.best
    held = held_out[row, column]
    sentence = (
        f"★ The best cell in sample is {shown.x} {setting(cells.x[column])} with {shown.y}"
        f" {setting(cells.y[row])}: {written(searched[row, column])}. Out of sample it is"
        f" {written(held)}"
    )
    if not np.isfinite(held):
        return f"{sentence}."
    defined = held_out[np.isfinite(held_out)]
    better = int(np.sum(defined < held) if shown.is_less_better else np.sum(defined > held))
    return f"{sentence}, {better} of {len(defined)} cells being better there."


def _figures(document: Json) -> str:
    figures = "".join(
        f"<figure><figcaption>{span} ({text(_span(document, key))})</figcaption>"
        f'<div id="chart-{key}" class="chart tall" role=img aria-label="{span}: the same numbers'
        ' are in the table below"></div></figure>'
        for key, span in SPANS
    )
    return f"<div class=pair>{figures}</div>"


def _span(document: Json, key: str) -> str:
    span = document["data"]["in_sample" if key == "in" else "out_of_sample"]
    return f"{whole(span['candles'])} candles, {span['first'][:10]} to {span['last'][:10]}"


def _assumptions(document: Json) -> list[str]:
    costs, policy = document["costs"], document["policy"]
    opinions = opinions_phrase(
        policy["min_confidence"],
        ai=ai_words(policy),
        macro=on_or_off(policy["macro_enabled"]),
    )
    return [
        f"Costs: {costs_phrase(costs['fee_pct'], costs['slippage_pct'])}.",
        f"{opinions}.",
        *(f"{name.replace('_', ' ').capitalize()}: {meaning}." for name, meaning in HOW.items()),
    ]


def _warnings(warnings: list[str]) -> str:
    return section("warnings", "Warnings", sentences(warnings) if warnings else "<p>None.</p>")
