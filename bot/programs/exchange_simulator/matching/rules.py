"""The filters of a symbol, and what is refused by them."""

from dataclasses import dataclass
from decimal import Decimal

from bot.programs.exchange_simulator.matching.order import NewOrder
from bot.programs.exchange_simulator.matching.refusal import filter_failure
from bot.programs.exchange_simulator.matching.terms import OrderType

SMALLEST = Decimal("0.00000001")
"""Every asset has eight decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolRules:
    """What an order on one symbol must keep to; `name` has no slash, `symbol` is ours."""

    symbol: str
    base: str
    quote: str
    tick: Decimal
    step: Decimal
    min_quantity: Decimal
    max_quantity: Decimal = Decimal(9_000_000)
    max_market_quantity: Decimal = Decimal(1_000_000)
    max_price: Decimal = Decimal(1_000_000)
    min_notional: Decimal = Decimal(5)
    max_notional: Decimal = Decimal(9_000_000)
    multiplier_up: Decimal = Decimal(5)
    multiplier_down: Decimal = Decimal("0.2")
    average_minutes: int = 5
    max_orders: int = 200
    max_algo_orders: int = 5
    max_order_lists: int = 20

    @property
    def name(self) -> str:
        """As the exchange spells it."""
        return self.base + self.quote

    def check(self, order: NewOrder, average: Decimal) -> None:
        """Refuse what breaks a filter; `average` is the price of the last minutes."""
        for price in (order.price, order.stop_price):
            if price is not None:
                self._check_price(price, average)
        if order.quantity is not None:
            self._check_quantity(order.quantity, at_market=order.type is OrderType.MARKET)
            self._check_notional(order, order.quantity * (order.price or average))
        if order.quote_quantity is not None:
            self._check_notional(order, order.quote_quantity)

    def check_counts(self, orders: int, algo_orders: int, lists: int) -> None:
        """Refuse more open orders on the symbol than an account may have."""
        if orders > self.max_orders:
            raise filter_failure("MAX_NUM_ORDERS")
        if algo_orders > self.max_algo_orders:
            raise filter_failure("MAX_NUM_ALGO_ORDERS")
        if lists > self.max_order_lists:
            raise filter_failure("MAX_NUM_ORDER_LISTS")

    def _check_price(self, price: Decimal, average: Decimal) -> None:
        if not self.tick <= price <= self.max_price or price % self.tick:
            raise filter_failure("PRICE_FILTER")
        if not average * self.multiplier_down <= price <= average * self.multiplier_up:
            raise filter_failure("PERCENT_PRICE_BY_SIDE")

    def _check_quantity(self, quantity: Decimal, *, at_market: bool) -> None:
        if not self.min_quantity <= quantity <= self.max_quantity or quantity % self.step:
            raise filter_failure("LOT_SIZE")
        if at_market and quantity > self.max_market_quantity:
            raise filter_failure("MARKET_LOT_SIZE")

    def _check_notional(self, order: NewOrder, notional: Decimal) -> None:
        above = notional > self.max_notional and order.type is not OrderType.MARKET
        if notional < self.min_notional or above:
            raise filter_failure("NOTIONAL")


def rules_for(symbol: str, price: Decimal, decimals: int) -> SymbolRules:
    """Filters such as the exchange has for a symbol at this price.

    The tick is the finer one of 0.01, of the fifth digit of the price, and of the decimals that
    its candles have; a step is worth some 0.1 to 1 of the quote asset. `symbol` is such as
    BTC/USDT.
    """
    base, _, quote = symbol.partition("/")
    magnitude = price.adjusted()
    ticks = (Decimal("0.01"), _power(magnitude - 4), _power(-decimals))
    step = _power(-(magnitude + 1))
    return SymbolRules(
        symbol=symbol,
        base=base,
        quote=quote,
        tick=max(min(ticks), SMALLEST),
        step=max(step, SMALLEST),
        min_quantity=max(step, SMALLEST),
        max_price=max(Decimal(1_000_000), _power(magnitude + 3)),
    )


def _power(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent)
