"""What a check found for people: the verdict, a line for each check, and what to change."""

from collections.abc import Mapping
from typing import Any

from bot.reports.formats import number, whole
from bot.reports.text_layout import WIDE, wrapped
from bot.strategy.check import CheckName

_MARKS = {"passed": "ok", "failed": "FAILED", "not judged": "-"}
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
        *wrapped("", f"Check of the strategy {document['label']}", WIDE),
        "",
        *wrapped("", verdict(document), WIDE),
        "",
    ]
    for check in document["checks"]:
        lines += _check(check)
    pace = document["seconds_per_10000_candles"]
    if pace is not None:
        lines += _row("told", "pace", f"{number(pace * 1e3, 1)} ms for 10,000 candles")
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
    missing = [check["name"] for check in document["checks"] if check["outcome"] == "not judged"]
    return f"NO VERDICT: {', '.join(missing)} could not be judged."


def _check(check: Mapping[str, Any]) -> list[str]:
    outcome, finding = check["outcome"], check["found"]
    is_told_only = check["name"] == CheckName.ACTIVITY and outcome == "passed"
    lines = _row(
        "told" if is_told_only else _MARKS[outcome],
        check["name"],
        f"not judged: {finding}" if outcome == "not judged" else finding,
    )
    if check["advice"]:
        lines += _row("", "  what to change", check["advice"])
    return lines


def _row(mark: str, name: str, text: str) -> list[str]:
    return wrapped(f"{mark:<8}{name:<19}", text, WIDE)


def _footer(document: Mapping[str, Any]) -> list[str]:
    total = sum(series["candles"] for series in document["candles"].values())
    named, warm_up = ", ".join(document["candles"]), whole(document["warm_up_candles"])
    sentence = f"{whole(total)} candles: {named}. Its warm_up_candles: {warm_up}."
    lines = wrapped("", sentence, WIDE)
    return [*lines, f"File {document['file']}"] if document["file"] else lines
