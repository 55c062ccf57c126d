"""An evaluation as one HTML page."""

from typing import Any

from bot.reports.backtest_page import config_tables, data_table
from bot.reports.formats import number, share, whole
from bot.reports.html import section, sentences, text, whole_page
from bot.reports.predictor.charts import evaluation_charts
from bot.reports.predictor.text import evaluation_text, verdict

Json = dict[str, Any]


def evaluation_page(document: Json) -> str:
    """The page of an evaluation document; ConfigError where Plotly is not installed."""
    data, rows = document["data"], document["horizons"]
    parts = [
        _warnings(document["warnings"]),
        section("result", "Result", sentences(_verdicts(rows)), _words(document)),
        section("skill", "Skill over the base rates", _figure("skill", "Brier skill by horizon")),
        section("edge", "Hit rates over their base rates", _figure("edge", "Edge by horizon")),
        *(_curve(row) for row in rows),
        section("read", "What these numbers are", sentences(_meanings(document))),
        section("config", "Config", config_tables(document)),
        section("data", "Data", data_table(document)),
    ]
    title = f"The AI's predictions for {data['symbol']} on {data['timeframe']} candles"
    subtitle = f"{whole(data['candles'])} candles, {data['first']} to {data['last']}"
    return whole_page(title, subtitle, parts, evaluation_charts(document))


def _verdicts(rows: list[Json]) -> list[str]:
    return [f"{row['horizon_candles']} candles later: {verdict(row)}." for row in rows]


def _words(document: Json) -> str:
    return (
        "<div class=scroll tabindex=0 role=region aria-labelledby=result-title>"
        f"<pre>{text(evaluation_text(document).strip())}</pre></div>"
    )


def _curve(row: Json) -> str:
    horizon = row["horizon_candles"]
    label = f"How often each class came, {horizon} candles after it was called so likely"
    heads = "<tr><th>Class<th>Called<th>Came<th>From<th>To<th>Outcomes"
    body = "".join(
        f"<tr><th scope=row>{text(name)}<td>{share(one['forecast'])}<td>{share(one['share'])}"
        f"<td>{share(one['low'])}<td>{share(one['high'])}<td>{number(one['count'], 0)}"
        for name, bins in row["calibration_curve"].items()
        for one in bins
    )
    table = (
        f"<details><summary>The numbers</summary><table><thead>{heads}<tbody>{body}</table>"
        "</details>"
    )
    name = f"curve-{horizon}"
    return section(name, f"Calibration, {horizon} candles", _figure(name, label), table)


def _figure(name: str, label: str) -> str:
    return (
        f'<figure><figcaption>{text(label)}</figcaption><div id="chart-{name}" class="chart"'
        f' role=img aria-label="{text(label)}"></div></figure>'
    )


def _meanings(document: Json) -> list[str]:
    return [
        f"{name.replace('_', ' ').capitalize()}: {meaning}."
        for name, meaning in document["read_as"].items()
    ]


def _warnings(warnings: list[str]) -> str:
    return section("warnings", "Warnings", sentences(warnings) if warnings else "<p>None.</p>")
