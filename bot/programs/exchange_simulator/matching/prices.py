"""What a price means for orders: bid and ask around it, and stretches that it moves along."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.programs.exchange_simulator.matching.order import Order
from bot.programs.exchange_simulator.matching.rules import SMALLEST
from bot.programs.exchange_simulator.matching.terms import OrderSide


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingTerms:
    """What trading costs, all as fractions: fees of a fill, spread of the book, slippage."""

    maker_fee: Decimal = Decimal("0.001")
    taker_fee: Decimal = Decimal("0.001")
    spread: Decimal = Decimal(0)
    slippage: Decimal = Decimal(0)
    fees_in_bnb: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketView:
    """A symbol's last price, the average of its last minutes, and when, in milliseconds."""

    last: Decimal
    average: Decimal
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLeg:
    """A straight stretch of a symbol's price; a jump has the same begin and finish, and price."""

    symbol: str
    begin: int
    finish: int
    start: Decimal
    end: Decimal

    def price(self, time: Decimal) -> Decimal:
        """Where the price is at a time of the leg."""
        if self.finish == self.begin:
            return self.end
        return self.start + (self.end - self.start) * (time - self.begin) / self._length

    def time(self, price: Decimal) -> Decimal:
        """When a price between start and end, which differ, is reached."""
        return self.begin + self._length * (price - self.start) / (self.end - self.start)

    @property
    def _length(self) -> int:
        return self.finish - self.begin


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceGrid:
    """Bid, ask and fills of one symbol around a last price, on its tick."""

    tick: Decimal
    spread: Decimal
    slippage: Decimal

    def bid(self, last: Decimal) -> Decimal:
        """What a seller gets: half a spread lower, on the tick below."""
        return self._floor(last * (1 - self.spread / 2))

    def ask(self, last: Decimal) -> Decimal:
        """What a buyer pays: half a spread higher, on the tick above."""
        return self._ceiling(last * (1 + self.spread / 2))

    def taken(self, side: OrderSide, last: Decimal) -> Decimal:
        """The fill price of an order at the market, slippage included."""
        if side is OrderSide.BUY:
            return self._ceiling(self.ask(last) * (1 + self.slippage))
        return max(self._floor(self.bid(last) * (1 - self.slippage)), self.tick)

    def threshold(self, order: Order) -> Decimal:
        """The last price at which the order is triggered, or filled once it works."""
        if not order.is_working:
            return order.stop_price
        if order.side is OrderSide.BUY:
            return order.price / (1 + self.spread / 2)
        return order.price / (1 - self.spread / 2)

    def _floor(self, price: Decimal) -> Decimal:
        return (price / self.tick).to_integral_value(ROUND_FLOOR) * self.tick

    def _ceiling(self, price: Decimal) -> Decimal:
        return (price / self.tick).to_integral_value(ROUND_CEILING) * self.tick


def multiple_below(amount: Decimal, step: Decimal) -> Decimal:
    """The largest multiple of the step that is not above the amount."""
    return (amount / step).to_integral_value(ROUND_FLOOR) * step


def money(amount: Decimal) -> Decimal:
    """An amount on the eight decimals of an asset, rounded down as the exchange does."""
    return amount.quantize(SMALLEST, ROUND_FLOOR)
