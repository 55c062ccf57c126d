"""The candles that prices follow: of a file, made up, or listed by hand."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from bot.domain import timeframe_delta

_DECIMALS = 8


class CandleRow(NamedTuple):
    """Prices and volume of one candle, exact."""

    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal


class CandleStrip:
    """Candles of one symbol that ascend in time; more are made by `grow` when they are needed.

    Times in milliseconds. Numbers are kept with eight decimals.
    """

    def __init__(self, timeframe: str, grow: Callable[["CandleStrip"], None] | None = None) -> None:
        self.length = round(timeframe_delta(timeframe).total_seconds() * 1000)
        self.opens = array("q")
        self._numbers = array("d")
        self._grow = grow

    def __len__(self) -> int:
        return len(self.opens)

    def append(self, numbers: Iterable[float], open_time: int | None = None) -> None:
        """Add a candle: open, high, low, close, volume; right after the last one by default."""
        self.opens.append(self.opens[-1] + self.length if open_time is None else open_time)
        self._numbers.extend(round(float(each), _DECIMALS) for each in numbers)

    def row(self, index: int) -> CandleRow:
        """The numbers of a candle."""
        five = self._numbers[5 * index : 5 * index + 5]
        return CandleRow(*(Decimal(repr(each)) for each in five))

    def index_at(self, time: int) -> int:
        """The newest candle that has opened by then; -1 before the first."""
        self.reach(time)
        return bisect_right(self.opens, time) - 1

    def reach(self, time: int) -> None:
        """Have candles until then, if more can be made."""
        while self._grow is not None and self.opens[-1] + self.length <= time:
            self._grow(self)

    @property
    def end(self) -> int | None:
        """When the last candle closes; None where they never end."""
        return None if self._grow else self.opens[-1] + self.length

    def decimals(self) -> int:
        """How many decimals the prices have, judged by the first 500 candles."""
        some = [
            self._numbers[5 * row + column]
            for row in range(min(len(self), 500))
            for column in range(4)
        ]
        return max(_decimals(each) for each in some)


def listed_candles(timeframe: str, first_open: int, rows: Iterable[Iterable[float]]) -> CandleStrip:
    """Candles written out: open, high, low, close, volume each; `first_open` in milliseconds."""
    strip = CandleStrip(timeframe)
    for number, row in enumerate(rows):
        strip.append(row, first_open if number == 0 else None)
    return strip


def _decimals(number: float) -> int:
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -int(exponent))
