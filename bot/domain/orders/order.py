"""Orders, and what a venue says of them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.execution import Side


class OrderState(StrEnum):
    """Where an order is in its life.

    INTENDED: on disk, not sent. SENT: sent, no answer yet. UNKNOWN: it may be at the venue or not.
    OPEN and PARTIAL rest at the venue; FILLED, CANCELED and REJECTED are ends. A CANCELED order may
    have been filled in part, a REJECTED one never was at the venue.
    """

    INTENDED = "intended"
    SENT = "sent"
    UNKNOWN = "unknown"
    OPEN = "open"
    PARTIAL = "partial"
    FILLED = "filled"
    CANCELED = "canceled"
    REJECTED = "rejected"

    @property
    def is_final(self) -> bool:
        """Whether nothing can become of the order any more."""
        return self in (OrderState.FILLED, OrderState.CANCELED, OrderState.REJECTED)

    @property
    def rests(self) -> bool:
        """Whether the venue holds it open."""
        return self in (OrderState.OPEN, OrderState.PARTIAL)


class OrderPurpose(StrEnum):
    """What an order is for."""

    ENTRY = "entry"
    STOP = "stop"
    TARGET = "target"
    EXIT = "exit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketOrder:
    """Buy or sell a quantity of `symbol`'s base asset at once, at the price that there is."""

    symbol: str
    client_id: str
    side: Side
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionOrder:
    """A stop, and where `target_price` is given a target beside it, of which one cancels the other.

    `side` is that of the exit. The stop sells at the market once `stop_price` is touched (where the
    venue can only limit stops, down to `worst_price`); the target is a resting limit order.
    `client_id` names the pair, the two others its legs. Without a target only `stop_id` is sent.
    """

    symbol: str
    client_id: str
    stop_id: str
    target_id: str
    side: Side
    quantity: Decimal
    stop_price: Decimal
    worst_price: Decimal
    target_price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueFill:
    """An execution as the venue reports it; `fee` is in `fee_asset`, whichever that is.

    `trade_id` is the venue's and names it among all of the symbol.
    """

    symbol: str
    trade_id: str
    venue_order_id: str
    side: Side
    quantity: Decimal
    price: Decimal
    fee: Decimal
    fee_asset: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReport:
    """What a venue says of one order at one moment.

    `filled` is the quantity executed so far. `client_id` is the one that it was sent with, or what
    the venue or a stranger gave it. `fills` are the executions where the answer brings them, else
    empty: they are asked for then.
    """

    symbol: str
    client_id: str
    venue_order_id: str
    side: Side
    state: OrderState
    quantity: Decimal
    filled: Decimal
    price: Decimal | None = None
    stop_price: Decimal | None = None
    at: datetime | None = None
    fills: tuple[VenueFill, ...] = ()
