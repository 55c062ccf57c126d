"""What was measured, as a table."""

from collections.abc import Mapping
from typing import Any

_NUMBERS = ("accuracy", "macro_f1", "mse", "pearson", "sign_accuracy")


def as_text(document: Mapping[str, Any]) -> str:
    """A line for each scorer, and below it which labels got which answers."""
    scorers: Mapping[str, Mapping[str, Any]] = document["scorers"]
    numbers = [name for name in _NUMBERS if name in scorers["ours"]]
    lines = [
        f"{document['rows']:,} rows",
        "",
        "".join([f"{'scorer':<10}", *(f"{name.replace('_', ' '):>15}" for name in numbers)]),
        *(_line(name, scorer, numbers) for name, scorer in scorers.items()),
    ]
    for name, scorer in scorers.items():
        lines += ["", *_confusion(name, scorer["confusion"])]
    return "\n".join(lines) + "\n"


def _line(name: str, scorer: Mapping[str, Any], numbers: list[str]) -> str:
    cells = (scorer.get(number) for number in numbers)
    shown = ("-" if value is None else f"{value:.4f}" for value in cells)
    return "".join([f"{name:<10}", *(f"{cell:>15}" for cell in shown)])


def _confusion(name: str, confusion: Mapping[str, Mapping[str, int]]) -> list[str]:
    heading = f"{name + ': label, answer':<25}"
    return [
        "".join([heading, *(f"{answer:>10}" for answer in confusion)]),
        *(
            "".join([f"{'  ' + label:<25}", *(f"{count:>10,}" for count in answers.values())])
            for label, answers in confusion.items()
        ),
    ]
