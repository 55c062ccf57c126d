"""All symbols of the simulator: what their prices are, and how they got there."""

from collections.abc import Iterator
from decimal import Decimal

from bot.programs.exchange_simulator.market.candles import CandleRow, CandleStrip
from bot.programs.exchange_simulator.market.klines import INTERVALS, Klines
from bot.programs.exchange_simulator.market.path import PricePath
from bot.programs.exchange_simulator.matching import (
    MarketView,
    PriceLeg,
    Refusal,
    SymbolRules,
    rules_for,
)


class SimulatedMarket:
    """Prices of every symbol at every time; symbols by the exchange's names."""

    def __init__(self, strips: dict[str, CandleStrip], start: int) -> None:
        """`strips` by symbols such as BTC/USDT, whose rules fit their prices at `start`."""
        self.strips = strips
        self.rules: dict[str, SymbolRules] = {}
        self._paths: dict[str, PricePath] = {}
        self._klines: dict[tuple[str, int], Klines] = {}
        for symbol, strip in strips.items():
            first = strip.row(max(strip.index_at(start), 0))
            rules = rules_for(symbol, first.open, strip.decimals())
            self.rules[rules.name] = rules
            self._paths[rules.name] = PricePath(rules.name, strip, rules.tick)

    def end(self) -> int | None:
        """When the first of the symbols has no more candles; None where they never end."""
        return min(
            (each.end for each in self.strips.values() if each.end is not None), default=None
        )

    def price(self, name: str, now: int) -> Decimal:
        """The last price."""
        return self._paths[name].price(now)

    def view(self, name: str, now: int) -> MarketView:
        """The last price, and the mean of it with the closes of the last minutes."""
        last = self.price(name, now)
        strip = self._paths[name].strip
        closes = [last]
        index = strip.index_at(now) - 1
        earliest = now - 60_000 * self.rules[name].average_minutes
        while index >= 0 and strip.opens[index] + strip.length >= earliest:
            closes.append(strip.row(index).close)
            index -= 1
        average = (sum(closes, Decimal(0)) / len(closes)).quantize(Decimal("0.00000001"))
        return MarketView(last=last, average=average, now=now)

    def last_day(self, name: str, now: int) -> CandleRow:
        """Open, high, low, last price and volume of the last 24 hours."""
        path = self._paths[name]
        first, newest = max(path.strip.index_at(now - 86_400_000), 0), path.strip.index_at(now)
        rows = [*(path.strip.row(each) for each in range(first, newest)), path.running(now)]
        return CandleRow(
            open=rows[0].open,
            high=max(each.high for each in rows),
            low=min(each.low for each in rows),
            close=rows[-1].close,
            volume=sum((each.volume for each in rows), Decimal(0)),
        )

    def legs(self, name: str, begin: int, finish: int) -> Iterator[PriceLeg]:
        """How the price moved between two times."""
        return self._paths[name].legs(begin, finish)

    def klines(self, name: str, interval: str) -> Klines:
        """Rows of candles; -1120 for an interval that the base candles do not make."""
        length = INTERVALS.get(interval, 0)
        if not length or length % self._paths[name].strip.length:
            raise Refusal(-1120, "Invalid interval.")
        key = (name, length)
        if key not in self._klines:
            self._klines[key] = Klines(self._paths[name], length)
        return self._klines[key]
