"""The story of an order that came to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.execution import Side
from bot.domain.exit_reason import ExitReason
from bot.domain.orders.order import OrderPurpose, OrderState


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStory:
    """An order from its intent to its end, as the journal told it; money is in quote currency.

    `signal_id` names the decision that entered the position, `decided_price` is the price that the
    order was decided on: the close of the decision's candle for an entry, the bid for a market
    exit, its own price for a stop or a target. `price` is the mean of its fills and `slippage_pct`
    how much worse than decided that was, in percent (negative = better); both None where nothing
    was filled. `requests` have at, action, answer and, where there was one, reason; `states` at and
    state; `fills` are exact: at, trade_id, quantity, price, fee and fee_asset as texts.
    """

    client_id: str
    venue_order_id: str
    symbol: str
    signal_id: str
    purpose: OrderPurpose
    side: Side
    exit_reason: ExitReason | None
    state: OrderState
    intended_at: datetime
    ended_at: datetime
    quantity: float
    filled: float
    decided_price: float
    price: float | None
    slippage_pct: float | None
    fees: float
    requests: tuple[Mapping[str, Any], ...]
    states: tuple[Mapping[str, Any], ...]
    fills: tuple[Mapping[str, Any], ...]
