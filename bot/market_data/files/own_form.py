"""Our own form and Binance's klines, read at once where every row is plain."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bot.candles import COLUMNS, PRICES
from bot.market_data.files.epochs import epoch_times
from bot.market_data.files.layouts import (
    BINANCE_KLINES,
    CLOSES,
    KLINES,
    OPEN_TIMES,
    SYMBOLS,
    TIME,
    read_as,
)
from bot.market_data.files.plain_table import read_plain_table

_LONGEST_LINE = 65_536
_DATES_AS_NUMBERS = (
    (19_000_101, 21_991_231),
    (190_001_010_000, 219_912_312_359),
    (19_000_101_000_000, 21_991_231_235_959),
)
_CLAIMS = (OPEN_TIMES | {*CLOSES} | SYMBOLS) - {TIME, "close"}
"""Names of further columns that must agree with ours, which only the patient reader looks at."""


@dataclass(frozen=True, slots=True)
class _Table:
    names: list[str]
    has_header: bool


def read_own_form(file: Path, *, whole_lines: bool) -> pd.DataFrame | None:
    """The candles as `clean_candles` takes them; None where the file or a row is not plain.

    `whole_lines` says that a last line without an end is none. Raises OSError.
    """
    table = _table_of(file)
    return None if table is None else _read(file, table, whole_lines=whole_lines)


def _table_of(file: Path) -> _Table | None:
    with file.open("rb") as lines:
        line = lines.readline(_LONGEST_LINE)
    try:
        header = next(csv.reader([line.decode("utf-8-sig")]), [])
    except (UnicodeDecodeError, csv.Error):
        return None
    if len(header) == len(KLINES) and header[0].isdecimal():
        return _Table(KLINES, has_header=False)
    names = [name.strip().lower() for name in header]
    if names[:1] == ["open_time"] and len(names) == len(KLINES):
        return _Table(KLINES, has_header=True)
    once = all(names.count(name) == 1 for name in (TIME, *PRICES))
    plain = once and names.count("volume") <= 1 and not _CLAIMS & set(names)
    return _Table(names, has_header=True) if plain else None


def _read(file: Path, table: _Table, *, whole_lines: bool) -> pd.DataFrame | None:
    names = [name for name in COLUMNS if name in table.names]
    plain = read_plain_table(
        file,
        table.names,
        time=TIME,
        numbers=names,
        has_header=table.has_header,
        whole_lines=whole_lines,
    )
    if plain is None:
        return None
    times, numbers, are_iso = plain
    if not are_iso and any(a <= times[0] <= b for a, b in _DATES_AS_NUMBERS):
        return None
    index = pd.DatetimeIndex(times.view("M8[us]"), tz="UTC") if are_iso else epoch_times(times)
    candles = pd.DataFrame(numbers.T, columns=names, index=index.rename(TIME), copy=False)
    candles.attrs = {"warnings": [read_as(BINANCE_KLINES)] if table.names is KLINES else []}
    return candles
