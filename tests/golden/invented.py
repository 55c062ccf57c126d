"""Candles made of nothing but whole-number chance and sums: the same bytes on every machine.

No logarithm, root or cosine takes part, whose last bit is another one with another C library.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.golden.series import LENGTHS, Series, moment

HEADER = "timestamp,open,high,low,close,volume"
LAST_CLOSE = moment("2024-01-01T00:00:00Z")
"""All series end together, so that a portfolio of them has one now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A price that wanders with trends: a step is `deviation` of the price, about."""

    symbol: str
    timeframe: str
    candles: int
    seed: int
    price: float
    deviation: float
    digits: int = 2

    def series(self) -> Series:
        """The walk as a file."""
        return Series(
            symbol=self.symbol, timeframe=self.timeframe, lines=(HEADER, *self._rows(self.candles))
        )

    def _rows(self, count: int) -> Iterator[str]:
        chance = random.Random(self.seed)  # candles, no secrets
        length = LENGTHS[self.timeframe]
        price, trend = self.price, 0.0
        for number in range(count):
            if number % 60 == 0:
                trend = 0.12 * self.deviation * _bell(chance)
            opened = price * (1 + 0.1 * self.deviation * _bell(chance))
            price = opened * (1 + trend + self.deviation * _bell(chance))
            high = max(opened, price) * (1 + self.deviation * chance.random())
            low = min(opened, price) * (1 - self.deviation * chance.random())
            prices = (f"{value:.{self.digits}f}" for value in (opened, high, low, price))
            time = LAST_CLOSE - (count - number) * length
            yield ",".join([_text(time), *prices, f"{1000 * chance.random():.3f}"])


def soiled(series: Series) -> Series:
    """With a gap, a candle twice, a high below its low, a missing price and no volume."""
    rows = [line.split(",") for line in series.lines[1:]]
    rows[300][2], rows[300][3] = rows[300][3], rows[300][2]
    rows[310][4] = ""
    rows[320][5] = "0"
    kept = [*rows[:400], *rows[407:500], rows[499], *rows[500:]]
    lines = (HEADER, *(",".join(row) for row in kept))
    return Series(symbol=series.symbol, timeframe=series.timeframe, lines=lines)


def _bell(chance: random.Random) -> float:
    """About normal, with deviation 1 (the sum of twelve even draws; Irwin 1927, Hall 1927)."""
    return sum(chance.random() for _ in range(12)) - 6.0


def _text(time: object) -> str:
    return str(time).replace(" ", "T").replace("+00:00", "Z")
