"""Between which prices a position was held."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain import BotState, Candle, Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPrices:
    """The highest and the lowest price from the entry's fill on, as far as they are known."""

    highest: float
    lowest: float

    @classmethod
    def of(cls, price: float) -> "HeldPrices":
        """At the fill of the entry."""
        return cls(highest=price, lowest=price)

    @classmethod
    def kept(cls, record: BotState | Trade) -> "HeldPrices | None":
        """Those of the position of a state, or of a trade; None where they are not on record."""
        if record.highest_price is None or record.lowest_price is None:
            return None
        return cls(highest=record.highest_price, lowest=record.lowest_price)

    def and_prices(self, *prices: float) -> "HeldPrices":
        """With prices that were paid meanwhile."""
        return HeldPrices(highest=max(self.highest, *prices), lowest=min(self.lowest, *prices))

    def and_those(self, others: "HeldPrices | None") -> "HeldPrices | None":
        """With others of the same position; None where the others are not on record."""
        return None if others is None else self.and_prices(others.highest, others.lowest)


def with_prices(trade: Trade, prices: HeldPrices | None) -> Trade:
    """The trade with the prices that it was held between."""
    highest, lowest = (None, None) if prices is None else (prices.highest, prices.lowest)
    return replace(trade, highest_price=highest, lowest_price=lowest)


def seen_through(trade: Trade, candles: Iterable[Candle]) -> Trade:
    """A trade that was closed before the candles of its time were seen, with these candles.

    Of the entry's own candle the close counts: at which moment inside it the entry was is not told.
    """
    prices = HeldPrices.kept(trade)
    if prices is None:
        return trade
    for candle in candles:
        if trade.entry_time < candle.open_time < trade.exit_time:
            prices = prices.and_prices(candle.high, candle.low)
        elif trade.entry_time == candle.open_time < trade.exit_time:
            prices = prices.and_prices(candle.close)
    return with_prices(trade, prices)
