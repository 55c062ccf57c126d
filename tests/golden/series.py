"""Candles of one symbol as the file that the programs read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LENGTHS = {
    "15m": timedelta(minutes=15),
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "1d": timedelta(days=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """`lines` are the file's, a header first, then a row each: time, four prices, volume."""

    symbol: str
    timeframe: str
    lines: tuple[str, ...]

    @property
    def file(self) -> str:
        """Its name in the folder of a case."""
        return f"{self.symbol.replace('/', '')}_{self.timeframe}.csv"

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return "".join(f"{line}\n" for line in self.lines).encode()

    @property
    def length(self) -> timedelta:
        """From a candle's open to its close."""
        return LENGTHS[self.timeframe]

    def head(self, candles: int) -> "Series":
        """The first candles alone."""
        return self._with(self.lines[: candles + 1])

    def tail(self, candles: int) -> "Series":
        """The last candles alone."""
        return self._with((self.lines[0], *self.lines[1:][-candles:]))

    def until(self, end: str) -> "Series":
        """The candles that open before `end`, an RFC 3339 time; texts of times sort as times."""
        return self._with((self.lines[0], *(line for line in self.lines[1:] if line < end)))

    def open_time(self, share: float) -> str:
        """When the candle at this share of the series opens, 0 the first, 1 the last."""
        rows = self.lines[1:]
        return rows[round(share * (len(rows) - 1))].partition(",")[0]

    def _with(self, lines: tuple[str, ...]) -> "Series":
        return Series(symbol=self.symbol, timeframe=self.timeframe, lines=lines)


def moment(text: str) -> datetime:
    """An RFC 3339 time."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
