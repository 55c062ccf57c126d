"""What a venue allows: its order types, and the steps and limits of one market."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueAbilities:
    """What a venue can do for one market; what it lacks is refused before anything is sent.

    `pairs` tells whether a stop and a target can rest as one pair of which the first that fills
    cancels the other (OCO). `stop_limits_only` tells that a stop can only become a limit order.
    """

    market_orders: bool
    stops: bool
    pairs: bool
    shorts: bool
    fractions: bool
    stop_limits_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRules:
    """The steps and limits of one market, exact.

    `tick` is the step of prices and `step` that of quantities of market orders as well as resting
    ones; quantities are in `base`, notionals and prices in `quote`. A limit of None does not exist.
    """

    symbol: str
    base: str
    quote: str
    tick: Decimal
    step: Decimal
    least_quantity: Decimal = _ZERO
    most_quantity: Decimal | None = None
    least_notional: Decimal = _ZERO
    abilities: VenueAbilities

    def quantity_down(self, quantity: Decimal) -> Decimal:
        """The largest quantity on the step that is not above this one, and not above the most."""
        if self.most_quantity is not None:
            quantity = min(quantity, self.most_quantity)
        return _on(quantity, self.step, ROUND_FLOOR)

    def price_down(self, price: Decimal) -> Decimal:
        """The price on the tick at this one or the next below."""
        return _on(price, self.tick, ROUND_FLOOR)

    def price_up(self, price: Decimal) -> Decimal:
        """The price on the tick at this one or the next above."""
        return _on(price, self.tick, ROUND_CEILING)

    def shortfall(self, quantity: Decimal, price: Decimal) -> str | None:
        """Why an order of that quantity is too small at that price, in words; None = it is not."""
        if quantity < self.least_quantity or quantity <= 0:
            return (
                f"need at least {max(self.least_quantity, self.step)} {self.base} in an order,"
                f" was {quantity}"
            )
        if quantity * price < self.least_notional:
            return (
                f"need an order worth at least {self.least_notional} {self.quote},"
                f" was {quantity * price}"
            )
        return None


def _on(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The multiple of the step next to a value."""
    if step <= 0:
        return value
    return (value / step).to_integral_value(rounding=rounding) * step
