"""The words that the exchange's REST interface uses for orders."""

from enum import StrEnum

NO_LIST = -1
"""The list id of an order that is in no order list."""


class OrderSide(StrEnum):
    """Which way the base asset goes."""

    BUY = "BUY"
    SELL = "SELL"


class OrderType(StrEnum):
    """How an order gets its price, and when it begins to work."""

    LIMIT = "LIMIT"
    LIMIT_MAKER = "LIMIT_MAKER"
    MARKET = "MARKET"
    STOP_LOSS = "STOP_LOSS"
    STOP_LOSS_LIMIT = "STOP_LOSS_LIMIT"
    TAKE_PROFIT = "TAKE_PROFIT"
    TAKE_PROFIT_LIMIT = "TAKE_PROFIT_LIMIT"

    @property
    def is_conditional(self) -> bool:
        """Whether it waits for its stop price; the filters call these algo orders."""
        return self.name.startswith(("STOP_LOSS", "TAKE_PROFIT"))

    @property
    def is_stop(self) -> bool:
        """Whether it limits a loss: a stop, with or without a limit price."""
        return self.name.startswith("STOP_LOSS")

    @property
    def has_price(self) -> bool:
        """Whether it fills at its own price or better only."""
        return "LIMIT" in self.name

    @property
    def states_time_in_force(self) -> bool:
        """Whether timeInForce is part of it."""
        return self.has_price and self is not OrderType.LIMIT_MAKER


class OrderStatus(StrEnum):
    """Where an order is in its life."""

    NEW = "NEW"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"

    @property
    def is_open(self) -> bool:
        """Whether it can still be filled."""
        return self in (OrderStatus.NEW, OrderStatus.PARTIALLY_FILLED)


class TimeInForce(StrEnum):
    """How long an order waits."""

    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"


class Origin(StrEnum):
    """Who placed an order: a client by REST, or somebody else on the same account."""

    CLIENT = "client"
    OUTSIDE = "outside"
