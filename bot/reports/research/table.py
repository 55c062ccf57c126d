"""Every combination of a research run as CSV, best first."""

import csv
import io
from collections.abc import Iterator

from bot.backtesting import Metrics
from bot.optimizer.grid import Finding
from bot.optimizer.trials import WHOLE_METRICS
from bot.reports.research.run import ResearchRun

_SPANS = ("in_sample", "out_of_sample")  # in the order of GridTable.values
_ROWS_AT_ONCE = 10_000
_WHOLE = {
    1 + span * len(Metrics._fields) + Metrics._fields.index(name)
    for span in range(len(_SPANS))
    for name in WHOLE_METRICS
}
"""Places of counts behind a score."""


def research_table(run: ResearchRun) -> str:
    """CSV with a row for each combination.

    The columns: rank (empty where not eligible), the parameters, score, every metric in sample and
    out of sample; and for those that the run shows, deflated_sharpe_ratio and
    macro_bias_at_entries. What is undefined is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_head(run.findings.table.grid.fields))
    writer.writerows(_rows(run))
    return text.getvalue()


def _head(fields: tuple[str, ...]) -> list[str]:
    metrics = [f"{span}_{name}" for span in _SPANS for name in Metrics._fields]
    shown = ["deflated_sharpe_ratio", "macro_bias_at_entries"]
    return ["rank", *fields, "score", *metrics, *shown]


def _rows(run: ResearchRun) -> Iterator[list[object]]:
    table = run.findings.table
    shown = {finding.number: finding for finding in run.findings.best}
    ranking = table.ranking()
    for start in range(0, len(ranking), _ROWS_AT_ONCE):
        numbers = ranking[start : start + _ROWS_AT_ONCE]
        parameters = zip(*table.grid.columns(numbers), strict=True)
        scores = table.scores[numbers].tolist()
        metrics = table.values[numbers].reshape(len(numbers), -1).tolist()
        for k, (number, values) in enumerate(zip(numbers.tolist(), parameters, strict=True)):
            rank = start + k + 1 if scores[k] == scores[k] else ""
            row = [rank, *values, *_written([scores[k], *metrics[k]])]
            yield [*row, *_of_shown(shown.get(number))]


def _of_shown(finding: Finding | None) -> list[object]:
    if finding is None:
        return ["", ""]
    values = (finding.deflated_sharpe_ratio, finding.entry_lean)
    return ["" if value is None else value for value in values]


def _written(values: list[float]) -> list[object]:
    return [
        "" if value != value else int(value) if k in _WHOLE else value
        for k, value in enumerate(values)
    ]
