"""A Venue in memory that keeps its own account: market orders fill at once, pairs rest.

Written from what an exchange does, with nothing of `bot.trading`. `fault` is called before and
after the effect of each request and may raise; `move` and `jump` let the price go on. So many
questions for an order are answered with "no such order" as it `forgets`, and so many for executions
without the first of them as they are `late`; they come in disorder and twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from bot.domain import Side
from bot.domain.errors import MarketDataError, OrderRefused, Refusal
from bot.domain.orders import (
    Balance,
    KeyPermissions,
    MarketOrder,
    MarketRules,
    OrderReport,
    OrderState,
    ProtectionOrder,
    Quote,
    VenueAbilities,
    VenueFill,
)

ZERO = Decimal(0)
RULES = MarketRules(
    symbol="BTC/USDT",
    base="BTC",
    quote="USDT",
    tick=Decimal("0.01"),
    step=Decimal("0.001"),
    least_quantity=Decimal("0.001"),
    least_notional=Decimal(5),
    abilities=VenueAbilities(
        market_orders=True, stops=True, pairs=True, shorts=False, fractions=True
    ),
)


@dataclass
class VenueOrder:
    """One order in the venue's own books."""

    client_id: str
    venue_id: str
    side: Side
    quantity: Decimal
    price: Decimal | None = None
    stop_price: Decimal | None = None
    pair: str | None = None
    state: OrderState = OrderState.OPEN
    fills: list[VenueFill] = field(default_factory=list)

    @property
    def filled(self) -> Decimal:
        return sum((fill.quantity for fill in self.fills), ZERO)


class MemoryVenue:
    """One account and one market; `speed` is how many seconds pass there in one of `sleep`."""

    name = "memory"

    def __init__(
        self,
        *,
        quote_balance: Decimal = Decimal(10_000),
        rules: MarketRules = RULES,
        price: Decimal = Decimal(100),
        spread: Decimal = ZERO,
        slippage: Decimal = ZERO,
        fee_pct: Decimal = ZERO,
        fee_asset: str | None = None,
        parts: int = 1,
        speed: float = 1.0,
        at: datetime = datetime(2024, 1, 1, tzinfo=UTC),
    ) -> None:
        self.the_rules = rules
        self.clock_error = 0.0
        self.price = price
        self.spread = spread
        self.slippage = slippage
        self.fee_pct = fee_pct
        self.fee_asset = fee_asset
        self.takes_base_of_sales = False
        self.parts = parts
        self.speed = speed
        self.time = at
        self.total: dict[str, Decimal] = {rules.quote: quote_balance}
        self.orders: dict[str, VenueOrder] = {}
        self.trades: list[VenueFill] = []
        self.requests: list[tuple[str, str]] = []
        self.fault: Callable[[str, str], None] = lambda name, moment: None
        self.hidden: set[str] = set()
        self.forgets = 0
        self.late = 0
        self.unfilled: Decimal = ZERO
        self._open: list[VenueOrder] = []
        self._numbers = count(1)

    # what the port asks

    def advance(self) -> None:
        """Its time is always right."""

    def now(self) -> datetime:
        return self.time

    def key_permissions(self) -> KeyPermissions:
        return KeyPermissions(trade=True, withdraw=False)

    def rules(self, symbol: str) -> MarketRules:
        if symbol != self.the_rules.symbol:
            raise MarketDataError(f"need a market, was {symbol}")
        return self.the_rules

    def reload_rules(self) -> None:
        self._begin("reload_rules", "")

    def quote(self, symbol: str) -> Quote:
        self._begin("quote", symbol)
        if symbol == "BNB/USDT":
            return Quote(bid=Decimal(250), ask=Decimal(251), at=self.time)
        self.rules(symbol)
        return Quote(bid=self.bid, ask=self.ask, at=self.time)

    def balances(self, *, urgent: bool = False) -> dict[str, Balance]:
        self._begin("balances", "")
        locked = self.locked
        answer = {
            asset: Balance(
                free=total - (locked if asset == self.the_rules.base else ZERO),
                locked=locked if asset == self.the_rules.base else ZERO,
            )
            for asset, total in self.total.items()
            if total
        }
        self.fault("balances", "after")
        return answer

    def await_turn(self, orders: int) -> None:
        """It takes any number at once."""

    def send(self, order: MarketOrder) -> OrderReport:
        self._begin("send", order.client_id)
        self._check(order.client_id, order.quantity, self.bid)
        price = self.ask if order.side is Side.BUY else self.bid
        self._check_funds(order, price)
        kept = self._place(order.client_id, order.side, order.quantity)
        self._execute(kept, price, order.quantity - self.unfilled)
        self.fault("send", "after")
        return self._report(kept)

    def protect(self, order: ProtectionOrder) -> Sequence[OrderReport]:
        self._begin("protect", order.client_id)
        self._check(order.stop_id, order.quantity, order.stop_price)
        if order.quantity > self.total.get(self.the_rules.base, ZERO) - self.locked:
            raise OrderRefused("not enough", Refusal.INSUFFICIENT_BALANCE)
        if order.stop_price >= self.bid:
            raise OrderRefused("would trigger", Refusal.WOULD_TRIGGER)
        if order.target_price is not None and order.target_price <= self.bid:
            raise OrderRefused("would trigger", Refusal.WOULD_TRIGGER)
        legs = [self._place(order.stop_id, order.side, order.quantity)]
        legs[0].stop_price, legs[0].pair = order.stop_price, order.client_id
        if order.target_price is not None:
            legs.append(self._place(order.target_id, order.side, order.quantity))
            legs[1].price, legs[1].pair = order.target_price, order.client_id
        self.fault("protect", "after")
        return [self._report(leg) for leg in legs]

    def cancel(self, symbol: str, client_id: str) -> None:
        self._begin("cancel", client_id)
        order = self.orders.get(client_id)
        if order is None or not order.state.rests:
            raise OrderRefused("unknown order", Refusal.UNKNOWN_ORDER)
        self.take_back(order)
        self.fault("cancel", "after")

    def order(self, symbol: str, client_id: str) -> OrderReport | None:
        self._begin("order", client_id)
        order = self.orders.get(client_id)
        if order is None or client_id in self.hidden:
            return None
        if self.forgets:
            self.forgets -= 1
            return None
        return self._report(order)

    def open_orders(self, symbol: str, *, urgent: bool = False) -> Sequence[OrderReport]:
        self._begin("open_orders", f"{symbol} urgent" if urgent else symbol)
        return [
            self._report(order) for order in self.resting() if order.client_id not in self.hidden
        ]

    def fills_of(self, symbol: str, venue_order_id: str) -> Sequence[VenueFill]:
        self._begin("fills_of", venue_order_id)
        fills = [fill for fill in self.trades if fill.venue_order_id == venue_order_id]
        if self.late:
            self.late -= 1
            return fills[1:]
        return [*fills[::-1], *fills]

    # what the world does

    @property
    def bid(self) -> Decimal:
        return (self.price - self.spread) * (1 - self.slippage)

    @property
    def ask(self) -> Decimal:
        return (self.price + self.spread) * (1 + self.slippage)

    @property
    def locked(self) -> Decimal:
        """Base bound by sells that rest, a pair once."""
        groups: dict[str, Decimal] = {}
        for order in self.resting():
            if order.side is Side.SELL:
                left = order.quantity - order.filled
                key = order.pair or order.client_id
                groups[key] = max(groups.get(key, ZERO), left)
        return sum(groups.values(), ZERO)

    def sleep(self, seconds: float) -> None:
        """Let time pass as `speed` says."""
        self.time += timedelta(seconds=seconds * self.speed)

    def jump(self, price: Decimal) -> None:
        """The price is another at once: what rests beyond it fills there."""
        self.price = price
        for order in self._reached():
            if not order.state.rests:
                continue  # the other leg has filled
            slipped = order.stop_price is not None
            self.execute(order, price * (1 - self.slippage) if slipped else price)

    def move(self, price: Decimal) -> None:
        """The price goes there through all prices between: what rests fills on the way."""
        self.price = price
        for order in self._reached():
            if not order.state.rests:
                continue  # the other leg has filled
            if order.stop_price is not None:
                self.execute(order, order.stop_price * (1 - self.slippage))
            else:
                assert order.price is not None
                self.execute(order, order.price)

    def execute(self, order: VenueOrder, price: Decimal, quantity: Decimal | None = None) -> None:
        """Execute an order that rests, wholly or in part; the other leg is over with it."""
        self._execute(order, price, order.quantity - order.filled if quantity is None else quantity)
        for other in self.resting():
            if other is not order and order.pair and other.pair == order.pair:
                other.state = OrderState.CANCELED

    def take_back(self, order: VenueOrder) -> None:
        """Cancel an order and its pair."""
        for other in self.resting():
            if other is order or (order.pair and other.pair == order.pair):
                other.state = OrderState.CANCELED

    def resting(self) -> list[VenueOrder]:
        """What is open, whoever sent it."""
        self._open = [order for order in self._open if order.state.rests]
        return self._open.copy()

    def strangers_order(self, client_id: str, quantity: Decimal, price: Decimal) -> None:
        """Somebody else lets a sell rest."""
        order = self._place(client_id, Side.SELL, quantity)
        order.price = price

    def _reached(self) -> list[VenueOrder]:
        rest = self.resting()
        stops = [o for o in rest if o.stop_price and self.price <= o.stop_price]
        targets = [o for o in rest if o.price and self.price >= o.price]
        return [*stops, *targets]

    def _begin(self, name: str, what: str) -> None:
        self.requests.append((name, what))
        self.fault(name, "before")

    def _check(self, client_id: str, quantity: Decimal, price: Decimal) -> None:
        if client_id in self.orders:
            raise OrderRefused("duplicate", Refusal.DUPLICATE_ID)
        rules = self.the_rules
        if quantity % rules.step or rules.shortfall(quantity, price) is not None:
            raise OrderRefused("filter", Refusal.FILTER)

    def _check_funds(self, order: MarketOrder, price: Decimal) -> None:
        rules = self.the_rules
        if order.side is Side.BUY:
            needed, free = order.quantity * price, self.total.get(rules.quote, ZERO)
        else:
            needed, free = order.quantity, self.total.get(rules.base, ZERO) - self.locked
        if needed > free:
            raise OrderRefused("not enough", Refusal.INSUFFICIENT_BALANCE)

    def _place(self, client_id: str, side: Side, quantity: Decimal) -> VenueOrder:
        order = VenueOrder(client_id, f"v{next(self._numbers)}", side, quantity)
        self.orders[client_id] = order
        self._open.append(order)
        return order

    def _execute(self, order: VenueOrder, price: Decimal, quantity: Decimal) -> None:
        part = self.the_rules.quantity_down(quantity / self.parts)
        parts = [part] * (self.parts - 1) if part > 0 else []
        for each in (*parts, quantity - sum(parts, ZERO)):
            if each > 0:
                self._trade(order, price, each)
        is_whole = order.filled >= order.quantity
        order.state = OrderState.FILLED if is_whole else OrderState.PARTIAL

    def _trade(self, order: VenueOrder, price: Decimal, quantity: Decimal) -> None:
        rules, sign = self.the_rules, order.side.sign
        asset, fee = self._fee(order.side, price, quantity)
        fill = VenueFill(
            symbol=rules.symbol,
            trade_id=f"t{len(self.trades) + 1}",
            venue_order_id=order.venue_id,
            side=order.side,
            quantity=quantity,
            price=price,
            fee=fee,
            fee_asset=asset,
            at=self.time,
        )
        order.fills.append(fill)
        self.trades.append(fill)
        self._book(rules.base, sign * quantity)
        self._book(rules.quote, -sign * quantity * price)
        self._book(asset, -fee)

    def _fee(self, side: Side, price: Decimal, quantity: Decimal) -> tuple[str, Decimal]:
        rules, worth = self.the_rules, quantity * price * self.fee_pct
        if self.fee_asset == "BNB":
            return "BNB", worth / 250
        if self.fee_asset == rules.base and (side is Side.BUY or self.takes_base_of_sales):
            return rules.base, quantity * self.fee_pct
        return rules.quote, worth

    def _book(self, asset: str, change: Decimal) -> None:
        self.total[asset] = self.total.get(asset, ZERO) + change

    def _report(self, order: VenueOrder) -> OrderReport:
        is_market = order.price is None and order.stop_price is None
        return OrderReport(
            symbol=self.the_rules.symbol,
            client_id=order.client_id,
            venue_order_id=order.venue_id,
            side=order.side,
            state=order.state,
            quantity=order.quantity,
            filled=order.filled,
            price=order.price,
            stop_price=order.stop_price,
            at=self.time,
            fills=tuple(order.fills) if is_market and not self.late else (),
        )


def with_rules(**changes: object) -> MarketRules:
    """The rules of the market with other values."""
    return replace(RULES, **changes)  # type: ignore[arg-type]
