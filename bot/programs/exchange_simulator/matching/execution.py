"""Fills: money and assets that change hands, fees, and what becomes of the order."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from bot.programs.exchange_simulator.matching.book import OrderBook
from bot.programs.exchange_simulator.matching.ledger import AccountLedger
from bot.programs.exchange_simulator.matching.order import Order, OrderFill
from bot.programs.exchange_simulator.matching.prices import TradingTerms, money, multiple_below
from bot.programs.exchange_simulator.matching.rules import SymbolRules
from bot.programs.exchange_simulator.matching.terms import (
    OrderSide,
    OrderStatus,
    OrderType,
    TimeInForce,
)

FOREVER = 2**62
"""A time in milliseconds that never comes."""
_BNB_DISCOUNT = Decimal("0.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialFill:
    """That the next fill is only a share of it; the rest waits so many milliseconds."""

    ANY_SYMBOL: ClassVar[str] = "*"
    share: Decimal
    rest_ms: int = FOREVER


class Executions:
    """Fills orders at given prices and keeps every fill."""

    def __init__(
        self,
        rules: dict[str, SymbolRules],
        ledger: AccountLedger,
        book: OrderBook,
        terms: TradingTerms,
        bnb_price: Callable[[str], Decimal],
    ) -> None:
        """`bnb_price` is that of one BNB in a quote asset."""
        self.fills: list[OrderFill] = []
        self.partial_fills: dict[str, list[PartialFill]] = {}
        self._rules = rules
        self._ledger = ledger
        self._book = book
        self._terms = terms
        self._bnb_price = bnb_price

    def execute(self, order: Order, price: Decimal, now: int, *, is_maker: bool) -> None:
        """Fill the rest of the order at the price, or a share of it where that was asked for."""
        partial = self._next_partial_fill(order.symbol)
        self._expire_other(order, now)
        self._fill(order, self._portion(order, partial), price, now, is_maker=is_maker)
        if order.remaining == 0:
            self.finish(order, OrderStatus.FILLED, now)
        elif not order.type.has_price or order.time_in_force is not TimeInForce.GTC:
            self.finish(order, OrderStatus.EXPIRED, now)
        elif partial is not None:
            order.status = OrderStatus.PARTIALLY_FILLED
            order.resting_until = min(now + partial.rest_ms, FOREVER)

    def trigger(self, order: Order, now: int) -> None:
        """A stop price was reached: the order works from now on, and the other one expires."""
        order.working_since = order.updated = now
        self._expire_other(order, now)

    def finish(self, order: Order, status: OrderStatus, now: int) -> None:
        """The order is open no longer; what nothing waits for any more is free."""
        order.status, order.updated = status, now
        self._book.close(order)
        pair = self._book.list_of(order)
        if pair is None or not pair.is_open:
            self._ledger.release(order.hold)

    def _next_partial_fill(self, symbol: str) -> PartialFill | None:
        for name in (symbol, PartialFill.ANY_SYMBOL):
            if self.partial_fills.get(name):
                return self.partial_fills[name].pop(0)
        return None

    def _portion(self, order: Order, partial: PartialFill | None) -> Decimal:
        if partial is None:
            return order.remaining
        step = self._rules[order.symbol].step
        return min(
            max(multiple_below(order.remaining * partial.share, step), step), order.remaining
        )

    def _expire_other(self, order: Order, now: int) -> None:
        pair = self._book.list_of(order)
        if pair is not None and pair.other(order).status.is_open:
            self.finish(pair.other(order), OrderStatus.EXPIRED, now)

    def _fill(
        self, order: Order, quantity: Decimal, price: Decimal, now: int, *, is_maker: bool
    ) -> None:
        rules, buys = self._rules[order.symbol], order.side is OrderSide.BUY
        paid = money(quantity * price)
        received, asset = (quantity, rules.base) if buys else (paid, rules.quote)
        self._ledger.spend(order.hold, paid if buys else quantity)
        rate = self._terms.maker_fee if is_maker else self._terms.taker_fee
        fee, fee_asset = self._fee(received, asset, rate, paid=paid, quote=rules.quote)
        self._ledger.receive(asset, received - (fee if fee_asset == asset else 0))
        fill = OrderFill(
            trade_id=len(self.fills) + 1,
            order_id=order.id,
            list_id=order.list_id,
            symbol=order.symbol,
            price=price,
            quantity=quantity,
            quote_quantity=paid,
            commission=fee,
            commission_asset=fee_asset,
            time=now,
            is_buyer=buys,
            is_maker=is_maker,
        )
        self.fills.append(fill)
        order.fills.append(fill)
        order.executed += quantity
        order.executed_quote += paid
        order.updated = now

    def _fee(
        self, received: Decimal, asset: str, rate: Decimal, *, paid: Decimal, quote: str
    ) -> tuple[Decimal, str]:
        """The fee and its asset: BNB with a discount where there is enough, else what came in."""
        if self._terms.fees_in_bnb and asset != "BNB":
            amount = money(paid * rate * (1 - _BNB_DISCOUNT) / self._bnb_price(quote))
            if self._ledger.pay("BNB", amount):
                return amount, "BNB"
        return money(received * rate), asset


def fills_at_market(order: Order) -> bool:
    """Whether the order takes whatever price there is."""
    return order.type in (OrderType.MARKET, OrderType.STOP_LOSS, OrderType.TAKE_PROFIT)
