"""Orders as they are asked for, as they live on the exchange, and their fills."""

from dataclasses import dataclass, field
from decimal import Decimal

from bot.programs.exchange_simulator.matching.ledger import Hold
from bot.programs.exchange_simulator.matching.terms import (
    NO_LIST,
    OrderSide,
    OrderStatus,
    OrderType,
    Origin,
    TimeInForce,
)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """What somebody asks for; `quantity` of the base asset or, at the market, `quote_quantity`."""

    symbol: str
    side: OrderSide
    type: OrderType
    quantity: Decimal | None = None
    quote_quantity: Decimal | None = None
    price: Decimal | None = None
    stop_price: Decimal | None = None
    time_in_force: TimeInForce = TimeInForce.GTC
    client_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrderList:
    """One cancels the other: a pair of which `above` lies over the price and `below` under it."""

    above: NewOrder
    below: NewOrder
    client_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFill:
    """An order or a part of one that was executed; `time` in milliseconds of the simulator."""

    trade_id: int
    order_id: int
    list_id: int
    symbol: str
    price: Decimal
    quantity: Decimal
    quote_quantity: Decimal
    commission: Decimal
    commission_asset: str
    time: int
    is_buyer: bool
    is_maker: bool


@dataclass(slots=True, kw_only=True)
class Order:
    """An order on the exchange; only the engine changes it. Times in milliseconds."""

    id: int
    client_id: str
    symbol: str
    side: OrderSide
    type: OrderType
    time_in_force: TimeInForce
    quantity: Decimal
    hold: Hold
    created: int
    updated: int
    working_since: int | None
    list_id: int = NO_LIST
    quote_quantity: Decimal = ZERO
    price: Decimal = ZERO
    stop_price: Decimal = ZERO
    status: OrderStatus = OrderStatus.NEW
    executed: Decimal = ZERO
    executed_quote: Decimal = ZERO
    origin: Origin = Origin.CLIENT
    resting_until: int | None = None
    fills: list[OrderFill] = field(default_factory=list)

    @property
    def remaining(self) -> Decimal:
        """What is not filled yet."""
        return self.quantity - self.executed

    @property
    def is_working(self) -> bool:
        """Whether it stands in the book; a stop does so from its trigger on."""
        return self.working_since is not None

    @property
    def rises_to(self) -> bool:
        """Whether a rising price reaches it, a falling one otherwise."""
        buys = self.side is OrderSide.BUY
        if self.is_working:
            return not buys
        return buys is self.type.is_stop


@dataclass(slots=True, kw_only=True)
class OrderList:
    """Two orders of which one cancels the other; they share one hold on the account."""

    id: int
    client_id: str
    symbol: str
    created: int
    orders: tuple[Order, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of its orders can still be filled."""
        return any(order.status.is_open for order in self.orders)

    def other(self, order: Order) -> Order:
        """The order that is not this one."""
        first, second = self.orders
        return second if order is first else first
