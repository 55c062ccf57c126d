"""The candles of one file as a source, whose clock is the file's."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd

from bot.candles import refuse_other_timeframe
from bot.domain import timeframe_delta
from bot.domain.errors import DataError, MarketDataError
from bot.market_data.files.closed import closed_candles
from bot.market_data.files.reader import read_candles_csv


class CsvMarketDataClient:
    """The candles of one file; its clock stands at the close of the last one.

    `advance` reads the file again when its size or date has changed. A last line without an end is
    one that somebody still writes: its candle is left out, and told.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        timeframe: str,
        date_format: str | None = None,
        wall_clock: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        """DataError for an unusable file, MarketDataError where its candles have another step.

        `wall_clock` says which candles have closed by now: one that still runs is left out until
        then. Without it all have closed.
        """
        self._date_format, self._wall_clock = date_format, wall_clock
        self._path = Path(path)
        self._timeframe = timeframe
        self._length = timeframe_delta(timeframe)
        self._load()
        self._show_closed()

    def now(self) -> datetime:
        """The close of the last candle."""
        last: datetime = self._candles.index[-1].to_pydatetime()
        return last + self._length

    def advance(self) -> None:
        """Look whether the file has changed, and read it again if so."""
        if self._stamp != _stamp(self._path):
            self._load()
        self._show_closed()

    def fetch_ohlcv(self, symbol: str, timeframe: str, limit: int) -> pd.DataFrame:
        """The last `limit` candles; the file does not say of which symbol they are."""
        if timeframe_delta(timeframe) != self._length:
            raise MarketDataError(
                f"need the timeframe {self._timeframe} of {self._path},"
                f" was {timeframe} for {symbol}"
            )
        return self._candles.iloc[max(0, len(self._candles) - limit) :]

    def _show_closed(self) -> None:
        """A candle that ran when the file was read may have closed since."""
        self._candles = closed_candles(self._written, self._wall_clock(), self._timeframe)

    def _load(self) -> None:
        stamp = _stamp(self._path)
        candles = read_candles_csv(
            self._path,
            timeframe=self._timeframe,
            date_format=self._date_format,
            whole_lines=True,
        )
        refuse_other_timeframe(candles, self._timeframe, str(self._path))
        self._written, self._stamp = candles, stamp


def _stamp(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except OSError as exc:
        raise DataError(f"cannot read the candles of {file}: {exc.strerror}") from exc
    return status.st_mtime_ns, status.st_size
