"""Which price there is at a moment: the path that the price takes through a candle."""

from collections.abc import Iterator
from decimal import Decimal

from bot.programs.exchange_simulator.market.candles import CandleRow, CandleStrip
from bot.programs.exchange_simulator.matching import PriceLeg


class PricePath:
    """The price of one symbol at every millisecond, told by its candles alone.

    A candle that closes at its open or higher goes open, low, high, close; any other one open,
    high, low, close. Each of the three ways takes a third of the candle, in a straight line. From
    one candle's close to the next one's open it jumps, and in a gap it stands still.
    """

    def __init__(self, symbol: str, strip: CandleStrip, tick: Decimal) -> None:
        """`symbol` as the exchange spells it."""
        self.strip = strip
        self._symbol = symbol
        self._tick = tick
        self._ways: dict[int, list[PriceLeg]] = {}

    def price(self, time: int) -> Decimal:
        """The last price, on the tick."""
        return self._on_tick(self._exact_price(time))

    def legs(self, begin: int, finish: int) -> Iterator[PriceLeg]:
        """The legs that the price takes after `begin` and until `finish`, jumps at opens included.

        A leg is whole, also where it begins before or ends after that.
        """
        for index in range(max(self.strip.index_at(begin), 0), self.strip.index_at(finish) + 1):
            first, *ways = self._legs_of(index)
            if first.begin > begin:
                yield first
            yield from (each for each in ways if each.finish > begin and each.begin < finish)

    def running(self, time: int) -> CandleRow:
        """What is seen by then of the candle that is open at that time."""
        index = self.strip.index_at(time)
        row, start = self.strip.row(index), self.strip.opens[index]
        last = self.price(time)
        seen = [row.open, last, *(leg.end for leg in self._legs_of(index) if leg.finish <= time)]
        share = Decimal(min(time - start, self.strip.length)) / self.strip.length
        volume = (row.volume * share).quantize(Decimal("0.00000001"))
        return CandleRow(row.open, max(seen), min(seen), last, volume)

    def _exact_price(self, time: int) -> Decimal:
        legs = self._legs_of(max(self.strip.index_at(time), 0))
        current = next((leg for leg in legs[1:] if time < leg.finish), None)
        if current is None:
            return legs[-1].end
        return current.price(Decimal(max(time, current.begin)))

    def _legs_of(self, index: int) -> list[PriceLeg]:
        """The jump to the open and the three ways through the candle; the last ones are kept."""
        if index not in self._ways:
            if len(self._ways) > 8:
                self._ways.clear()
            self._ways[index] = self._made_legs(index)
        return self._ways[index]

    def _made_legs(self, index: int) -> list[PriceLeg]:
        row, start = self.strip.row(index), self.strip.opens[index]
        rises = row.close >= row.open
        turns = (row.low, row.high) if rises else (row.high, row.low)
        prices = (row.open, row.open, *turns, row.close)
        length = self.strip.length
        times = (start, start, start + length // 3, start + 2 * length // 3, start + length)
        return [
            PriceLeg(
                symbol=self._symbol,
                begin=times[number],
                finish=times[number + 1],
                start=prices[number],
                end=prices[number + 1],
            )
            for number in range(4)
        ]

    def _on_tick(self, price: Decimal) -> Decimal:
        return (price / self._tick).to_integral_value() * self._tick
