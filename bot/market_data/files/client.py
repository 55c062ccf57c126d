"""The candles of one file as a source, whose clock is the file's."""

import os
from datetime import datetime
from pathlib import Path

import pandas as pd

from bot.candles import refuse_other_timeframe
from bot.domain import timeframe_delta
from bot.domain.errors import DataError, MarketDataError
from bot.market_data.files.reader import read_candles_csv


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
