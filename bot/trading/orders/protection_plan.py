"""What shall rest at the venue for a position, and whether it does."""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.orders import MarketRules, OrderPurpose
from bot.trading.orders.order_book import OrderBook

_WORST = Decimal("0.02")
"""How far below a stop its limit lies, where a venue can only limit stops: it shall still fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlan:
    """A stop and a target for what is held; without a target where the venue has no pairs.

    `target_price` is reached by a market exit then.
    """

    quantity: Decimal
    stop_price: Decimal
    worst_price: Decimal
    target_price: Decimal
    rests_target: bool


def protection_plan(book: OrderBook, rules: MarketRules) -> ProtectionPlan | None:
    """What shall rest for what is held, from the entry's mean price by its pinned terms.

    Both prices are rounded up to the tick: what is sold is not sold below what was decided. None
    where nothing is held, or too little to be sold at the stop.
    """
    quantity = rules.quantity_down(book.sellable)
    if book.terms is None or quantity <= 0:
        return None
    stop = rules.price_up(book.entry_price * (1 - book.terms.stop_loss_pct))
    if rules.shortfall(quantity, stop) is not None:
        return None
    return ProtectionPlan(
        quantity=quantity,
        stop_price=stop,
        worst_price=rules.price_down(stop * (1 - _WORST)),
        target_price=rules.price_up(book.entry_price * (1 + book.terms.take_profit_pct)),
        rests_target=rules.abilities.pairs,
    )


def rests_as_planned(book: OrderBook, plan: ProtectionPlan) -> bool:
    """Whether what rests is the plan: its legs, each for the quantity that is held."""
    legs = {
        (order.purpose, order.remaining)
        for order in book.resting
        if order.purpose is not OrderPurpose.ENTRY
    }
    planned = {(OrderPurpose.STOP, plan.quantity)}
    if plan.rests_target:
        planned.add((OrderPurpose.TARGET, plan.quantity))
    return legs == planned


def has_resting_stop(book: OrderBook) -> bool:
    """Whether a stop rests for what is held."""
    return any(order.purpose is OrderPurpose.STOP for order in book.resting)
