"""A file's rows of values before anybody knows which column is which."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

import pandas as pd

from bot.domain.errors import DataError
from bot.market_data.files.layouts import YF_DOWNLOAD

FEWEST_FIELDS = 5
"""A time and four prices."""
_SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": ""}
_LOOKED_AT = 8
_TIMES = {"date", "datetime"}
"""What yfinance calls the times, whose column has a number where the index was reset."""
_NUMBER = re.compile(r"[-+]?[$€£]?\d[\d.,' ]*(?:[eE][-+]?\d+)?[%KMB]?")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Columns 0, 1, ... of texts or of typed values, with their names where a line says them.

    `names` are in lower case; `first_line` is what a refusal shows; `undone` says in words what was
    unusual about the spelling, `notes` what was left out.
    """

    names: list[str] | None
    cells: pd.DataFrame
    first_line: str
    undone: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def sheet_of_text(text: str, undone: tuple[str, ...], *, whole_lines: bool) -> Sheet:
    """The rows of a text: separator, lines before the header, header and torn last line told.

    `whole_lines` says that a last line without an end is still being written; otherwise it counts
    unless it has fewer fields than the line before it.
    """
    separator = separator_of(text)
    text, torn = _without_a_torn_line(text, separator, whole_lines=whole_lines)
    first_line, rest = _without_preamble(text, separator)
    names, rest = _header(first_line, rest, separator)
    width = len(names) if names is not None else len(_fields(first_line, separator))
    cells, surplus = _cells(rest, separator, width)
    word = _SEPARATORS[separator]
    return Sheet(
        names=names,
        cells=cells,
        first_line=first_line,
        undone=(*undone, *filter(None, [word])),
        notes=(*torn, *surplus),
    )


def normal(name: object) -> str:
    """A column's name as layouts compare it."""
    return str(name).strip().strip("<>").strip().lower()


def separator_of(text: str) -> str:
    """Which character parts the fields: the one that is there often enough in most first lines."""
    lines = [_QUOTED.sub("", line) for line in islice(_lines(text), _LOOKED_AT) if line.strip()]
    lines = [line for line in lines if not _is_separator_line(line)]
    for separator in _SEPARATORS:
        enough = [line.count(separator) >= FEWEST_FIELDS - 1 for line in lines]
        if enough and sum(enough) * 2 >= len(enough):
            return separator
    return ","


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in io.StringIO(text, newline=""))


def _is_separator_line(line: str) -> bool:
    return line.lower().startswith("sep=")


def _fields(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _without_a_torn_line(
    text: str, separator: str, *, whole_lines: bool
) -> tuple[str, tuple[str, ...]]:
    if not text or text.endswith(("\n", "\r")):
        return text, ()
    end = text.rfind("\n") + 1
    before = text[:end].rstrip("\r\n").rpartition("\n")[2]
    fewer = len(_fields(text[end:], separator)) < len(_fields(before, separator))
    if not (whole_lines or (end and fewer)):
        return text, ()
    return text[:end], ("left out a last line without an end",)


def _without_preamble(text: str, separator: str) -> tuple[str, str]:
    """The first line that has enough fields, and the text behind it; "" where there is none."""
    at = 0
    for _ in range(_LOOKED_AT):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end].strip("\r\n\0 ") if separator != "\t" else text[at:end].strip("\r\n\0")
        if len(_fields(line, separator)) >= FEWEST_FIELDS and not _is_separator_line(line):
            return line, text[end:]
        at = end
    first = text.lstrip().partition("\n")[0].strip()
    return first, text.lstrip().partition("\n")[2]


def _header(line: str, rest: str, separator: str) -> tuple[list[str] | None, str]:
    """The names that the first line says, and the text of the rows behind; None without a header.

    yf.download writes three lines: what a column is, whose it is, and the name of the times.
    """
    fields = _fields(line, separator)
    if sum(_NUMBER.fullmatch(field.strip()) is not None for field in fields[1:]) >= 4:
        return None, f"{line}\n{rest}"
    names = [normal(field) for field in fields]
    if names[:1] not in (["price"], ["ticker"]):
        return names, rest
    second, _, behind = rest.partition("\n")
    below = [normal(field) for field in _fields(second.rstrip("\r"), separator)]
    if {names[0], *below[:1]} != {"price", "ticker"}:
        return names, rest
    kinds, tickers = (names, below) if names[0] == "price" else (below, names)
    return _of_one_ticker(kinds, tickers), _without_the_name_of_times(behind, separator)


def _of_one_ticker(kinds: list[str], tickers: list[str]) -> list[str]:
    owners = sorted({ticker for ticker in tickers[1:] if ticker})
    if len(owners) > 1:
        listing = ", ".join(owners[:3]).upper()
        raise DataError(f"need the candles of one symbol, had {listing}: save each by itself")
    return ["" if _TIMES & {*kinds[1:]} else YF_DOWNLOAD, *kinds[1:]]


def _without_the_name_of_times(text: str, separator: str) -> str:
    line, _, behind = text.partition("\n")
    fields = _fields(line.rstrip("\r"), separator)
    is_name = bool(fields) and normal(fields[0]) in _TIMES and not any(fields[1:])
    return behind if is_name else text


def _cells(text: str, separator: str, width: int) -> tuple[pd.DataFrame, tuple[str, ...]]:
    try:
        return _read_quickly(text, separator, width), ()
    except (ValueError, pd.errors.ParserWarning):  # a row that is not like the others
        return _read_patiently(text, separator, width)


def _read_quickly(text: str, separator: str, width: int) -> pd.DataFrame:
    """Every value as text; ValueError or ParserWarning where a row has too many fields."""
    if not text.strip():
        return pd.DataFrame(columns=range(width), dtype=object)
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame = pd.read_csv(
            io.StringIO(text, newline=""),
            sep=separator,
            header=None,
            names=range(width),
            index_col=False,
            dtype=object,
            keep_default_na=False,
            low_memory=False,
        )
    return frame.fillna("")


def _read_patiently(text: str, separator: str, width: int) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Row by row; rows with more fields than there are columns are left out, and told."""
    rows, surplus = [], 0
    for row in filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
        if any(row[width:]):
            surplus += 1
        else:
            rows.append((row + [""] * width)[:width])
    if surplus > len(rows):
        raise DataError(
            f"need rows of {width} fields as the first line has, {surplus} of"
            f" {surplus + len(rows)} have more: write decimal commas with semicolons between fields"
        )
    noun = "row" if surplus == 1 else "rows"
    notes = (f"dropped {surplus} {noun} with more fields than the header",) if surplus else ()
    return pd.DataFrame(rows, columns=range(width), dtype=object), notes


def sheet_of_frame(frame: pd.DataFrame, undone: tuple[str, ...]) -> Sheet:
    """A frame of parquet or feather, whose index counts as its first column where it has times."""
    if isinstance(frame.columns, pd.MultiIndex):
        frame = frame.copy(deep=False)
        kinds = [str(column[0]) for column in frame.columns]
        if len(set(kinds)) != len(kinds):
            raise DataError("need the candles of one symbol, had several: save each by itself")
        frame.columns = pd.Index(kinds)
    if isinstance(frame.index, pd.DatetimeIndex):
        name = "" if frame.index.name is None else str(frame.index.name)
        frame = frame.rename_axis(name).reset_index(names=name)
    names = [normal(name) for name in frame.columns]
    cells = frame.set_axis(range(len(names)), axis=1)
    return Sheet(names=names, cells=cells, first_line=",".join(names), undone=undone)


def sheet_of_rows(rows: list[list[str]], undone: tuple[str, ...]) -> Sheet:
    """Rows of JSON, each a list of values in order."""
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        raise DataError(f"need rows of {width} values as the first has, had others")
    cells = pd.DataFrame(rows, columns=range(width), dtype=object)
    first = ",".join(chain.from_iterable(rows[:1]))
    return Sheet(names=None, cells=cells, first_line=first, undone=undone)
