"""Which layouts of candle files are known, and the marks by which one is recognized.

A table begins with the names of its columns, or is one of Binance's klines; JSON is a chart answer
of Yahoo. A further layout of rows is a further list of names here, read by the same `read_table`.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.candles import COLUMNS, PRICES
from bot.domain.errors import DataError

TIME = "timestamp"
OWN = [TIME, *COLUMNS]
KLINES = [
    *(TIME, *COLUMNS, "close_time", "quote_volume", "trades"),
    *("taker_base_volume", "taker_quote_volume", "ignore"),
]
"""data.binance.vision's daily and monthly files; those of spot markets have no header."""
_WANTED = ",".join(OWN)
_LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values: the names of their columns in lower case, and whether a line says them."""

    names: list[str]
    has_header: bool


def table_of(file: Path) -> Table:
    """The layout of a file that is no JSON; DataError where its first line fits none."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader([lines.readline(_LONGEST_LINE)]), [])
    if len(header) == len(KLINES) and header[0].isdecimal():
        return Table(KLINES, has_header=False)
    names = [name.strip().lower() for name in header]
    if names[:1] == ["open_time"] and len(names) == len(KLINES):
        names = KLINES
    _refuse_bad_header(names)
    return Table(names, has_header=True)


def _refuse_bad_header(names: list[str]) -> None:
    missing = [name for name in ("timestamp", *PRICES) if names.count(name) != 1]
    if missing:
        shown = ",".join(names)[:80] or "nothing"
        raise DataError(f"need the header {_WANTED}, was {shown!r}: add a line with these names")
    if names.count("volume") > 1:
        raise DataError(f"need the header {_WANTED}, had volume more than once")


def is_json(file: Path) -> bool:
    """Does the file begin like a JSON object, as no table of candles does?"""
    with file.open("rb") as beginning:
        return beginning.read(_LONGEST_LINE).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
