"""The flags of tools/evaluate_sentiment.py."""

from pathlib import Path

from bot.command_line import Parser, as_argument, real_number
from bot.domain.errors import ConfigError

_DESCRIPTION = """Measure how well news is scored, on texts that people labelled: accuracy, macro-F1
and confusion of our scorer, of plain VADER, of always giving the most frequent label, and of a text
model where one is named. Exit codes: 0 ok, 1 bug, 2 usage or a setting, 3 an unusable file or
model."""


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/evaluate_sentiment.py", description=_DESCRIPTION)
    flags.add_argument(
        "file",
        type=Path,
        metavar="FILE.csv",
        help="a header with a text and a label column; labels positive, neutral and negative (rows"
        " of label conflict or mixed are left out), or scores from -1 to 1 in every row",
    )
    flags.add_argument(
        "--text-column",
        metavar="NAME",
        help="default: text, sentence, headline or title, whichever comes first in that order",
    )
    flags.add_argument(
        "--label-column",
        metavar="NAME",
        help="default: label, uniform_label, sentiment or score, likewise",
    )
    flags.add_argument(
        "--at-least",
        type=as_argument(_threshold),
        metavar="COLUMN=NUMBER",
        help="only rows whose number in that column is as large: agreement_at_least=75",
    )
    flags.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="a text model's folder: model.onnx, tokenizer.json and config.json; default:"
        " SENTIMENT_MODEL_PATH, or none",
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _threshold(answer: str) -> tuple[str, float]:
    column, sign, number = answer.rpartition("=")
    if not sign or not column:
        raise ConfigError(f"need COLUMN=NUMBER, was {answer!r}: agreement_at_least=75")
    return column, real_number(number)
