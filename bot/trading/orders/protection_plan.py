"""What shall rest at the venue for a position, and whether it does."""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.orders import MarketRules, OrderPurpose
from bot.trading.orders.book import EntryTerms, OrderBook, OrderRecord

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

    A stop that trails follows the best price of a closed candle. Both prices are rounded up to the
    tick: what is sold is not sold below what was decided. None where nothing is held, or too little
    to be sold at the stop.
    """
    quantity = rules.quantity_down(book.sellable)
    if book.terms is None or quantity <= 0:
        return None
    stop = rules.price_up(_stop_price(book, book.terms))
    if rules.shortfall(quantity, stop) is not None:
        return None
    return ProtectionPlan(
        quantity=quantity,
        stop_price=stop,
        worst_price=rules.price_down(stop * (1 - _WORST)),
        target_price=rules.price_up(book.entry_price * (1 + book.terms.take_profit_pct)),
        rests_target=rules.abilities.pairs,
    )


def follows(book: OrderBook, price: Decimal, rules: MarketRules) -> bool:
    """Whether the stop trails, and would move after a closed candle with that best price."""
    if book.terms is None or book.terms.trailing_pct is None or book.position <= 0:
        return False
    before = rules.price_up(_stop_price(book, book.terms))
    return rules.price_up(price * (1 - book.terms.trailing_pct)) > before


def rests_as_planned(book: OrderBook, plan: ProtectionPlan) -> bool:
    """Whether what rests is the plan: its legs, each for the quantity held at its price."""
    legs = {
        (order.purpose, order.remaining, order.price)
        for order in book.resting
        if order.purpose is not OrderPurpose.ENTRY
    }
    planned = {(OrderPurpose.STOP, plan.quantity, plan.stop_price)}
    if plan.rests_target:
        planned.add((OrderPurpose.TARGET, plan.quantity, plan.target_price))
    return legs == planned


def resting_stop(book: OrderBook) -> OrderRecord | None:
    """The stop that rests for what is held; None = there is none."""
    stops = [order for order in book.resting if order.purpose is OrderPurpose.STOP]
    return stops[0] if stops else None


def _stop_price(book: OrderBook, terms: EntryTerms) -> Decimal:
    fixed = book.entry_price * (1 - terms.stop_loss_pct)
    return fixed if terms.trailing_pct is None else max(fixed, book.best * (1 - terms.trailing_pct))
