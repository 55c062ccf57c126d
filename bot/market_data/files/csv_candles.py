"""Candles from a file: a CSV table, Binance's daily klines, or a saved chart of Yahoo."""

import csv
import os
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from bot.candles import PRICES, clean_candles, refuse_other_timeframe
from bot.domain import timeframe_delta
from bot.domain.errors import DataError, MarketDataError
from bot.market_data.files.timestamps import epoch_times, parse_times

_WANTED = "timestamp,open,high,low,close,volume"
_NUMBERS = (*PRICES, "volume")
_LONGEST_LINE = 65_536
# data.binance.vision's daily and monthly files; those of spot markets have no header.
_KLINE_NAMES = [
    *("timestamp", *_NUMBERS, "close_time", "quote_volume", "trades"),
    *("taker_base_volume", "taker_quote_volume", "ignore"),
]


def read_candles_csv(path: str | Path, *, timeframe: str | None = None) -> pd.DataFrame:
    """The *candles* frame of a file, whose format is told by its content.

    Either a table with the header timestamp,open,high,low,close,volume (names in any case and
    order, further columns ignored, volume optional; timestamps as `parse_times` reads them); or
    the klines of data.binance.vision, twelve columns mostly without a header; or Yahoo's chart
    answer in JSON, see `read_chart`. Dirty rows follow the policy of `clean_candles`.
    Raises DataError, one sentence with the path, for a file that is missing, unreadable, no such
    table, or without a usable candle.
    """
    file = Path(path)
    try:
        read = _read_json if _is_json(file) else _read
        return clean_candles(read(file), timeframe=timeframe)
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise DataError(f"cannot read the candles of {file}: {reason}; name a CSV file") from exc
    except (UnicodeDecodeError, csv.Error) as exc:
        raise DataError(f"cannot read the candles of {file}: {exc}; name a CSV file") from exc
    except DataError as exc:
        raise DataError(f"cannot use the candles of {file}: {exc}") from exc


class CsvMarketDataClient:
    """The candles of one file; its clock stands at the close of the last one.

    `advance` reads the file again when its size or date has changed. A last line without an end is
    one that somebody still writes: its candle is left out, and told.
    """

    def __init__(self, path: str | Path, *, timeframe: str) -> None:
        """DataError for an unusable file, MarketDataError where its candles have another step."""
        self._path = Path(path)
        self._timeframe = timeframe
        self._length = timeframe_delta(timeframe)
        self._load()

    def now(self) -> datetime:
        """The close of the last candle."""
        last: datetime = self._candles.index[-1].to_pydatetime()
        return last + self._length

    def advance(self) -> None:
        """Look whether the file has changed, and read it again if so."""
        if self._stamp != _stamp(self._path):
            self._load()

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The last `limit` candles; the file does not say of which symbol they are."""
        if timeframe_delta(timeframe) != self._length:
            raise MarketDataError(
                f"need the timeframe {self._timeframe} of {self._path},"
                f" was {timeframe} for {symbol}"
            )
        return self._candles.iloc[max(0, len(self._candles) - limit) :]

    def _load(self) -> None:
        stamp, ended = _stamp(self._path), _ends_with_a_line(self._path)
        candles = read_candles_csv(self._path, timeframe=self._timeframe)
        if not ended or stamp != _stamp(self._path):
            candles = _without_the_last(candles, self._path)
        refuse_other_timeframe(candles, self._timeframe, str(self._path))
        self._candles, self._stamp = candles, stamp


def _is_json(file: Path) -> bool:
    """Does the file begin like a JSON object, as no table of candles does?"""
    with file.open("rb") as beginning:
        return beginning.read(_LONGEST_LINE).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _read_json(file: Path) -> pd.DataFrame:
    from bot.market_data.yahoo.chart import read_chart  # pydantic, which a table does not need

    return read_chart(file)


@dataclass(frozen=True, slots=True)
class _Top:
    """How a table begins: its columns' names in lower case, and whether a line says them."""

    names: list[str]
    has_header: bool


def _top(file: Path) -> _Top:
    """DataError for a bad header."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader([lines.readline(_LONGEST_LINE)]), [])
    if len(header) == len(_KLINE_NAMES) and header[0].isdecimal():
        return _Top(_KLINE_NAMES, has_header=False)
    names = [name.strip().lower() for name in header]
    if names[:1] == ["open_time"] and len(names) == len(_KLINE_NAMES):
        names = _KLINE_NAMES
    _refuse_bad_header(names)
    return _Top(names, has_header=True)


def _refuse_bad_header(names: list[str]) -> None:
    missing = [name for name in ("timestamp", *PRICES) if names.count(name) != 1]
    if missing:
        shown = ",".join(names)[:80] or "nothing"
        raise DataError(f"need the header {_WANTED}, was {shown!r}: add a line with these names")
    if names.count("volume") > 1:
        raise DataError(f"need the header {_WANTED}, had volume more than once")


def _read(file: Path) -> pd.DataFrame:
    top = _top(file)
    plain = _read_plain(file, top)
    return _read_any(file, top) if plain is None else plain


def _read_plain(file: Path, top: _Top) -> pd.DataFrame | None:
    """The table where every row is plain, as in nearly every file; None where one is not."""
    from bot.market_data.files.plain_table import (
        read_plain_table,  # numba, which no other source needs
    )

    names = [name for name in _NUMBERS if name in top.names]
    found = read_plain_table(
        file, top.names, time="timestamp", numbers=names, has_header=top.has_header
    )
    if found is None:
        return None
    times, numbers, are_iso = found
    index = pd.DatetimeIndex(times.view("M8[us]"), tz="UTC") if are_iso else epoch_times(times)
    candles = pd.DataFrame(numbers.T, columns=names, index=index.rename("timestamp"), copy=False)
    candles.attrs = {"warnings": []}
    return candles


def _read_any(file: Path, top: _Top) -> pd.DataFrame:
    try:
        frame, times = _read_quickly(file, top)
        told: list[str] = []
    except (ValueError, pd.errors.ParserWarning):  # a row that is no row of numbers
        frame, told = _read_patiently(file, top)
        times = parse_times(frame["timestamp"])
    times = times.rename("timestamp")
    candles = frame[[name for name in _NUMBERS if name in top.names]].set_index(times)
    candles.attrs = {"warnings": told}
    return candles


def _read_quickly(file: Path, top: _Top) -> tuple[pd.DataFrame, pd.DatetimeIndex]:
    """The table and its times; ValueError or ParserWarning where a row is not like the others."""
    dtypes = dict.fromkeys((name for name in _NUMBERS if name in top.names), "float64")
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame = pd.read_csv(
            file,
            header=0 if top.has_header else None,
            names=_distinct(top.names),
            index_col=False,
            dtype=dtypes,
            encoding="utf-8",
            low_memory=False,
        )
    return frame, parse_times(frame["timestamp"])


def _read_patiently(file: Path, top: _Top) -> tuple[pd.DataFrame, list[str]]:
    """Every value as text, row by row; rows with more fields than there are names are left out."""
    names = top.names
    rows, surplus = [], 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        if top.has_header:
            next(reader)
        for row in filter(None, reader):
            if any(row[len(names) :]):
                surplus += 1
            else:
                rows.append((row + [""] * len(names))[: len(names)])
    noun = "row" if surplus == 1 else "rows"
    told = [f"dropped {surplus} {noun} with more fields than the header"] if surplus else []
    return pd.DataFrame(rows, columns=_distinct(names), dtype=object), told


def _distinct(names: list[str]) -> list[str]:
    """The names with those of ignored columns replaced, since they may be empty or repeated."""
    wanted = ("timestamp", *_NUMBERS)
    return [name if name in wanted else f"#{at}" for at, name in enumerate(names)]


def _ends_with_a_line(file: Path) -> bool:
    try:
        with file.open("rb") as data:
            size = data.seek(0, os.SEEK_END)
            data.seek(max(0, size - 1))
            return data.read() in (b"\n", b"")
    except OSError as exc:
        raise DataError(f"cannot read the candles of {file}: {exc.strerror}") from exc


def _without_the_last(candles: pd.DataFrame, file: Path) -> pd.DataFrame:
    if len(candles) == 1:
        raise DataError(f"need a whole candle in {file}, its only line has no end yet")
    kept = candles.iloc[:-1]
    kept.attrs["warnings"] = [*candles.attrs["warnings"], "left out a last line without an end"]
    return kept


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError as exc:
        raise DataError(f"cannot read the candles of {file}: {exc.strerror}") from exc
    return status.st_mtime_ns, status.st_size
