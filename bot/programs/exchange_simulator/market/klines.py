"""Candles as the exchange lists them, of any length made of the base ones, the running one too."""

from bisect import bisect_left, bisect_right
from decimal import Decimal

from bot.programs.exchange_simulator.market.candles import CandleRow
from bot.programs.exchange_simulator.market.path import PricePath

_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
INTERVALS = {
    "1m": _MINUTE,
    "3m": 3 * _MINUTE,
    "5m": 5 * _MINUTE,
    "15m": 15 * _MINUTE,
    "30m": 30 * _MINUTE,
    "1h": _HOUR,
    "2h": 2 * _HOUR,
    "4h": 4 * _HOUR,
    "6h": 6 * _HOUR,
    "8h": 8 * _HOUR,
    "12h": 12 * _HOUR,
    "1d": _DAY,
    "3d": 3 * _DAY,
    "1w": 7 * _DAY,
}
_FIRST_MONDAY = 4 * _DAY


class Klines:
    """Rows of one symbol and interval as JSON; those of closed candles are written once."""

    def __init__(self, path: PricePath, length: int) -> None:
        """`length` in milliseconds, a multiple of the base candles'."""
        self._path = path
        self._length = length
        self._offset = _FIRST_MONDAY % length if length % (7 * _DAY) == 0 else 0
        self._opens: list[int] = []
        self._firsts: list[int] = []
        self._counted = 0
        self._written: dict[int, bytes] = {}

    def rows(self, now: int, limit: int, start: int | None, end: int | None) -> bytes:
        """A JSON array: the newest `limit` until `end`, or the first ones from `start` on."""
        self._count()
        stop = bisect_right(self._opens, min(now, now if end is None else end))
        first = max(0, stop - limit)
        if start is not None:
            first = bisect_left(self._opens, start)
            stop = min(stop, first + limit)
        return b"[" + b",".join(self._row(each, now) for each in range(first, stop)) + b"]"

    def _count(self) -> None:
        """Group the base candles that came since the last time."""
        opens = self._path.strip.opens
        for index in range(self._counted, len(opens)):
            group = opens[index] - (opens[index] - self._offset) % self._length
            if not self._opens or self._opens[-1] != group:
                self._opens.append(group)
                self._firsts.append(index)
        self._counted = len(opens)

    def _row(self, number: int, now: int) -> bytes:
        open_time = self._opens[number]
        if open_time + self._length > now:
            return self._text(open_time, self._parts(number, now))
        if number not in self._written:
            self._written[number] = self._text(open_time, self._parts(number, now))
        return self._written[number]

    def _parts(self, number: int, now: int) -> list[CandleRow]:
        """The base candles inside, of which the last may still run."""
        strip = self._path.strip
        stop = self._firsts[number + 1] if number + 1 < len(self._firsts) else len(strip)
        newest = min(strip.index_at(now), stop - 1)
        whole = [strip.row(each) for each in range(self._firsts[number], newest)]
        if strip.opens[newest] + strip.length <= now:
            return [*whole, strip.row(newest)]
        return [*whole, self._path.running(now)]

    def _text(self, open_time: int, parts: list[CandleRow]) -> bytes:
        high, low = max(each.high for each in parts), min(each.low for each in parts)
        volume = sum((each.volume for each in parts), Decimal(0))
        quoted = sum((each.volume * (each.high + each.low) / 2 for each in parts), Decimal(0))
        close_time = open_time + self._length - 1
        trades = int(volume) + 1
        return (
            f'[{open_time},"{parts[0].open:.8f}","{high:.8f}","{low:.8f}","{parts[-1].close:.8f}",'
            f'"{volume:.8f}",{close_time},"{quoted:.8f}",{trades},"{volume / 2:.8f}",'
            f'"{quoted / 2:.8f}","0"]'
        ).encode()
