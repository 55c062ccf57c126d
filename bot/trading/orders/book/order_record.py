"""One order as the journal tells it."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.domain import ExitReason, Side
from bot.domain.orders import OrderPurpose, OrderState

_ZERO = Decimal(0)
_UNSENT = (OrderState.INTENDED, OrderState.SENT, OrderState.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """An order from its intent on: what was asked, what the venue said, what was executed.

    `sent_as` is the id that the request carried: that of the pair for its legs. `price` is the stop
    or target price of a leg, of a market order the price that it was decided on. `reported` is what
    the venue says was executed, `executed` the sum of the fills in the journal. `missed` counts
    the times in a row that the venue knew no such order, `missed_since` when that began.
    """

    client_id: str
    sent_as: str
    purpose: OrderPurpose
    side: Side
    quantity: Decimal
    price: Decimal
    exit_reason: ExitReason | None = None
    state: OrderState = OrderState.INTENDED
    venue_order_id: str = ""
    reported: Decimal = _ZERO
    executed: Decimal = _ZERO
    sent_at: datetime | None = None
    missed: int = 0
    missed_since: datetime | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it may be at the venue or not."""
        return self.state in (OrderState.SENT, OrderState.UNKNOWN)

    @property
    def is_in_doubt(self) -> bool:
        """Whether the venue has to be asked before anything else is done."""
        return self.is_unknown or (self.state.rests and self.missed > 0)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more can come of it, and each execution is known."""
        return self.state.is_final and self.executed >= self.reported

    @property
    def remaining(self) -> Decimal:
        """What may still be executed while it rests."""
        return self.quantity - max(self.reported, self.executed)

    @property
    def unitemized(self) -> Decimal:
        """What the venue says was executed and no fill tells yet."""
        return max(self.reported - self.executed, _ZERO)

    def requested(self, at: datetime) -> "OrderRecord":
        """With its request about to leave."""
        if self.state is not OrderState.INTENDED:
            return self
        return replace(self, state=OrderState.SENT, sent_at=at)

    def unanswered(self) -> "OrderRecord":
        """With an answer that did not come or said nothing for certain."""
        return replace(self, state=OrderState.UNKNOWN) if self.state in _UNSENT else self

    def rejected(self) -> "OrderRecord":
        """With the certainty that the venue never had it, or has it no more."""
        return self if self.state.is_final else replace(self, state=OrderState.REJECTED)

    def missing(self, at: datetime) -> "OrderRecord":
        """Asked for once more in vain."""
        since = self.missed_since or self.sent_at or at if self.is_unknown else self.missed_since
        return replace(self, missed=self.missed + 1, missed_since=since or at)

    def reported_as(
        self, state: OrderState, venue_order_id: str, filled: Decimal, quantity: Decimal
    ) -> "OrderRecord":
        """With what the venue says of it; an answer that is older than what is known adds nothing.

        What was executed never becomes less, and an end stays the end.
        """
        is_over = self.state in (OrderState.FILLED, OrderState.CANCELED)
        return replace(
            self,
            state=self.state if is_over else state,
            venue_order_id=venue_order_id or self.venue_order_id,
            reported=max(self.reported, filled),
            quantity=quantity or self.quantity,
            missed=0,
            missed_since=None,
        )

    def filled(self, quantity: Decimal) -> "OrderRecord":
        """With one more execution."""
        executed = self.executed + quantity
        return replace(self, executed=executed, reported=max(self.reported, executed))
