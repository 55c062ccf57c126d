"""Labelled texts scored by every scorer, from the parsed flags on."""

import argparse
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.command_line import as_json, tell, write_out
from bot.domain.ports import SentimentScorer, polarity
from bot.news.sentiment import LexiconScorer, TextModel, VaderScorer
from bot.programs.evaluate_sentiment.agreement import Agreement, against_targets
from bot.programs.evaluate_sentiment.labelled import Columns, LabelledTexts, read_labelled
from bot.programs.evaluate_sentiment.table import as_text
from bot.settings import Settings


def run(given: argparse.Namespace) -> int:
    """Score, and tell how well each scorer agrees with the labels."""
    columns = Columns(text=given.text_column, label=given.label_column, at_least=given.at_least)
    labelled = read_labelled(given.file, columns)
    if labelled.left_out and not given.quiet:
        total = labelled.left_out + len(labelled.texts)
        tell(f"left out: {labelled.left_out} of {total} rows, for which people found no one label")
    document = {"rows": len(labelled.texts), "scorers": _measured(labelled, _scorers(given.model))}
    write_out(as_json(document) if given.json else as_text(document))
    return 0


def _scorers(model: Path | None) -> Mapping[str, SentimentScorer]:
    scorers: dict[str, SentimentScorer] = {"ours": LexiconScorer(), "vader": VaderScorer()}
    folder = model or Settings.load(os.environ).news.sentiment_model_path
    if folder is not None:
        scorers["model"] = TextModel.load(folder)
    return scorers


def _measured(
    labelled: LabelledTexts, scorers: Mapping[str, SentimentScorer]
) -> dict[str, dict[str, Any]]:
    measured = {}
    for name, scorer in scorers.items():
        scores = scorer.scores(labelled.texts)
        measured[name] = _told(Agreement.of(labelled.labels, [*map(polarity, scores)]))
        if labelled.targets is not None:
            measured[name] |= against_targets(labelled.targets, scores)
    return {**measured, "majority": _majority(labelled)}


def _told(agreement: Agreement) -> dict[str, Any]:
    return {
        "accuracy": agreement.accuracy,
        "macro_f1": agreement.macro_f1,
        "confusion": agreement.confusion(),
    }


def _majority(labelled: LabelledTexts) -> dict[str, Any]:
    [(most_frequent, _)] = Counter(labelled.labels).most_common(1)
    answers: Sequence[Any] = [most_frequent] * len(labelled.labels)
    return _told(Agreement.of(labelled.labels, answers))
