"""Texts with the labels that people gave them, read from a CSV file."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import DataError
from bot.domain.ports import Polarity, polarity

TEXT_COLUMNS = ("text", "sentence", "headline", "title")
LABEL_COLUMNS = ("label", "uniform_label", "sentiment", "score")
_UNDECIDED = frozenset(("conflict", "mixed"))
_LONGEST_FIELD = 10_000_000
Row = tuple[int, Mapping[str, str]]
"""The line on which a row ends, and its values by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which columns are read; None for the first usual name that the header has."""

    text: str | None = None
    label: str | None = None
    at_least: tuple[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTexts:
    """Texts and their labels, in the file's order; `targets` where the labels were scores.

    `left_out` counts rows whose label says that people found no one answer.
    """

    texts: Sequence[str]
    labels: Sequence[Polarity]
    targets: Sequence[float] | None
    left_out: int


def read_labelled(path: Path, columns: Columns) -> LabelledTexts:
    """The rows of the file; DataError with one sentence where it cannot be used."""
    header, rows = _rows_of(path)
    text = _column(path, header, columns.text, TEXT_COLUMNS, "--text-column")
    label = _column(path, header, columns.label, LABEL_COLUMNS, "--label-column")
    chosen = [*_chosen(path, header, rows, columns.at_least)]
    kept = [row for row in chosen if row[1][label].strip().lower() not in _UNDECIDED]
    if not kept:
        raise DataError(f"need at least one labelled row, {path} has none that is asked for")
    targets = _targets(kept, label)
    return LabelledTexts(
        texts=[values[text] for _, values in kept],
        labels=_labels(path, kept, label) if targets is None else [*map(polarity, targets)],
        targets=targets,
        left_out=len(chosen) - len(kept),
    )


def _rows_of(path: Path) -> tuple[Sequence[str], list[Row]]:
    try:
        content = path.read_text("utf-8-sig")
    except OSError as exc:
        raise DataError(f"cannot read {path}: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise DataError(f"need UTF-8, {path} is not: save it as UTF-8") from exc
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.DictReader(io.StringIO(content, newline=""), restval="")
    try:
        rows: list[Row] = [(reader.line_num, row) for row in reader]
    except csv.Error as exc:
        raise DataError(f"{path} is no CSV: {exc} (line {reader.line_num})") from exc
    return reader.fieldnames or (), rows


def _column(
    path: Path, header: Sequence[str], named: str | None, usual: Sequence[str], flag: str
) -> str:
    if named is not None and named in header:
        return named
    spelled = {name.strip().casefold(): name for name in header} if named is None else {}
    for name in usual:
        if name in spelled:
            return spelled[name]
    wanted = named if named is not None else " or ".join(usual)
    raise DataError(
        f"need a column {wanted} in {path}, its header has {', '.join(header) or 'nothing'}:"
        f" name it with {flag}"
    )


def _chosen(
    path: Path, header: Sequence[str], rows: list[Row], at_least: tuple[str, float] | None
) -> Iterator[Row]:
    if at_least is None:
        yield from rows
        return
    column, least = at_least
    _column(path, header, column, (), "--at-least")
    for line, values in rows:
        number = _number(values[column])
        if number is None:
            raise DataError(
                f"need a number in {column}, {path} has {values[column]!r} in line {line}"
            )
        if number >= least:
            yield line, values


def _targets(rows: list[Row], label: str) -> list[float] | None:
    """The labels as scores, if every one is a number from -1 to 1."""
    numbers = [_number(values[label]) for _, values in rows]
    scores = [number for number in numbers if number is not None and -1.0 <= number <= 1.0]
    return scores if len(scores) == len(rows) else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _labels(path: Path, rows: list[Row], label: str) -> list[Polarity]:
    names = {member.value: member for member in Polarity}
    labels = []
    for line, values in rows:
        found = names.get(values[label].strip().lower())
        if found is None:
            raise DataError(
                f"need the label {', '.join(names)}, or a score from -1 to 1 in every row, {path}"
                f" has {values[label]!r} in line {line}"
            )
        labels.append(found)
    return labels
