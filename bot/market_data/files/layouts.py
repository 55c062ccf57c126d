"""Which layouts of candle files are known, and the marks by which one is recognized.

A table begins with the names of its columns, or is of one of the layouts of other programs, which
name them otherwise or not at all; JSON is a chart answer of Yahoo. A further program's layout of
rows is a further row of LAYOUTS, read by the same `read_table`.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.candles import COLUMNS, PRICES
from bot.domain.errors import DataError

TIME = "timestamp"
OWN = [TIME, *COLUMNS]
_WANTED = ",".join(OWN)
_LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values: the names of their columns in lower case, and whether a line says them."""

    names: list[str]
    has_header: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Another program's columns in our names, in order.

    A file is of this layout where its first line has as many fields and begins with `header_begins`
    or, in a file without a header, with a whole number: the time.
    """

    names: list[str]
    header_begins: str


LAYOUTS = (
    Layout(  # daily and monthly files of data.binance.vision; those of spot have no header
        names=[
            *(TIME, *COLUMNS, "close_time", "quote_volume", "trades"),
            *("taker_base_volume", "taker_quote_volume", "ignore"),
        ],
        header_begins="open_time",
    ),
)


def table_of(file: Path) -> Table:
    """The layout of a file that is no JSON; DataError where its first line fits none."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        first = next(csv.reader([lines.readline(_LONGEST_LINE)]), [])
    names = [name.strip().lower() for name in first]
    for layout in LAYOUTS:
        if len(first) == len(layout.names) and first[0].isdecimal():
            return Table(layout.names, has_header=False)
        if len(first) == len(layout.names) and names[0] == layout.header_begins:
            return Table(layout.names, has_header=True)
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
