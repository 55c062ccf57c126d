"""Rows of values read into a frame: fast where every row is plain, patiently where one is not."""

import csv
import warnings
from pathlib import Path

import pandas as pd

from bot.candles import COLUMNS
from bot.market_data.files.layouts import TIME, Table
from bot.market_data.files.plain_table import read_plain_table
from bot.market_data.files.timestamps import epoch_times, parse_times


def read_table(file: Path, table: Table) -> pd.DataFrame:
    """The table's candles as `clean_candles` takes them; rows of too many fields left out, told.

    Raises OSError, UnicodeDecodeError or csv.Error where the file is none.
    """
    candles = _read_plain(file, table)
    return _read_any(file, table) if candles is None else candles


def _read_plain(file: Path, table: Table) -> pd.DataFrame | None:
    """The table where every row is plain, as in nearly every file; None where one is not."""
    names = [name for name in COLUMNS if name in table.names]
    plain = read_plain_table(
        file, table.names, time=TIME, numbers=names, has_header=table.has_header
    )
    if plain is None:
        return None
    times, numbers, are_iso = plain
    index = pd.DatetimeIndex(times.view("M8[us]"), tz="UTC") if are_iso else epoch_times(times)
    candles = pd.DataFrame(numbers.T, columns=names, index=index.rename(TIME), copy=False)
    candles.attrs = {"warnings": []}
    return candles


def _read_any(file: Path, table: Table) -> pd.DataFrame:
    try:
        frame, times = _read_quickly(file, table)
        notes: list[str] = []
    except (ValueError, pd.errors.ParserWarning):  # a row that is no row of numbers
        frame, notes = _read_patiently(file, table)
        times = parse_times(frame[TIME])
    times = times.rename(TIME)
    candles = frame[[name for name in COLUMNS if name in table.names]].set_index(times)
    candles.attrs = {"warnings": notes}
    return candles


def _read_quickly(file: Path, table: Table) -> tuple[pd.DataFrame, pd.DatetimeIndex]:
    """The table and its times; ValueError or ParserWarning where a row is not like the others."""
    dtypes = dict.fromkeys((name for name in COLUMNS if name in table.names), "float64")
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame = pd.read_csv(
            file,
            header=0 if table.has_header else None,
            names=_distinct(table.names),
            index_col=False,
            dtype=dtypes,
            encoding="utf-8",
            low_memory=False,
        )
    return frame, parse_times(frame[TIME])


def _read_patiently(file: Path, table: Table) -> tuple[pd.DataFrame, list[str]]:
    """Every value as text, row by row; rows with more fields than there are names are left out."""
    names = table.names
    rows, surplus = [], 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        if table.has_header:
            next(reader)
        for row in filter(None, reader):
            if any(row[len(names) :]):
                surplus += 1
            else:
                rows.append((row + [""] * len(names))[: len(names)])
    noun = "row" if surplus == 1 else "rows"
    notes = [f"dropped {surplus} {noun} with more fields than the header"] if surplus else []
    return pd.DataFrame(rows, columns=_distinct(names), dtype=object), notes


def _distinct(names: list[str]) -> list[str]:
    """The names with those of ignored columns replaced, since they may be empty or repeated."""
    wanted = (TIME, *COLUMNS)
    return [name if name in wanted else f"#{at}" for at, name in enumerate(names)]
