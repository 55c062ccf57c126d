"""What a check found for people: the verdict, a line for each check, and what to change."""

import textwrap
from collections.abc import Mapping
from typing import Any

from bot.strategy.check import CheckName

_WIDTH = 100
_MARKS = {"passed": "ok", "failed": "FAILED", "not judged": "-"}
_INDENT = 27
MEANINGS = {
    CheckName.LOOK_AHEAD: (
        "it looks ahead. No backtest of it can be believed, however good it looks."
    ),
    CheckName.ANSWERS: "it gives no usable answers.",
    CheckName.DETERMINISM: "the same candles do not always give the same answer.",
    CheckName.WARM_UP: (
        "a bot, which sees a window of candles only, decides otherwise than the backtest."
    ),
    CheckName.OTHER_PARAMETERS: "with other parameters of its search space it cannot be believed.",
    CheckName.EDGE_CASES: (
        "it breaks down, or lets rounding decide, on candles that markets do give."
    ),
    CheckName.PARAMETERS: "its parameters cannot be searched.",
}
"""What a failed check means, the gravest first: where several failed, that is the verdict."""


def as_text(document: Mapping[str, Any]) -> str:
    """From the document of bot.reports.strategy_check.document."""
    lines = [
        *textwrap.wrap(f"Check of the strategy {document['label']}", _WIDTH),
        "",
        *textwrap.wrap(verdict(document), _WIDTH),
        "",
    ]
    for check in document["checks"]:
        lines += _check(check)
    pace = document["seconds_per_10000_candles"]
    if pace is not None:
        lines += _row("told", "pace", f"{pace * 1e3:,.1f} ms for 10,000 candles")
    return "\n".join([*lines, "", *_footer(document)]) + "\n"


def verdict(document: Mapping[str, Any]) -> str:
    """One or two sentences: of the gravest failure where there are several."""
    if document["verdict"] == "passed":
        return (
            "PASSED: what it says about a candle it would have said then. Whether that earns money"
            " is another question."
        )
    if document["failed"]:
        gravest = next(name for name in MEANINGS if name in document["failed"])
        return f"FAILED: {MEANINGS[gravest]}"
    missing = [one["name"] for one in document["checks"] if one["outcome"] == "not judged"]
    return f"NO VERDICT: {', '.join(missing)} could not be judged."


def _check(check: Mapping[str, Any]) -> list[str]:
    found = f"not judged: {check['found']}" if check["outcome"] == "not judged" else check["found"]
    told = check["name"] == CheckName.ACTIVITY and check["outcome"] == "passed"
    mark = "told" if told else _MARKS[check["outcome"]]
    lines = _row(mark, check["name"], found)
    if check["advice"]:
        lines += _row("", "  what to change", check["advice"])
    return lines


def _row(mark: str, name: str, text: str) -> list[str]:
    head = f"{mark:<8}{name:<{_INDENT - 8}}"
    return textwrap.wrap(text, _WIDTH, initial_indent=head, subsequent_indent=" " * _INDENT)


def _footer(document: Mapping[str, Any]) -> list[str]:
    total = sum(one["candles"] for one in document["candles"].values())
    named = ", ".join(document["candles"])
    lines = textwrap.wrap(
        f"{total:,} candles: {named}. Its warm_up_candles: {document['warm_up_candles']:,}.", _WIDTH
    )
    return [*lines, f"File {document['file']}"] if document["file"] else lines
