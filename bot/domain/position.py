"""An open position on paper."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.action import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What is held; stop and target were set from the fill price and stay for the trade's life."""

    direction: Action
    quantity: float
    entry_time: datetime
    entry_price: float
    stop_price: float
    target_price: float
    entry_fee: float

    def unrealized_pnl(self, price: float) -> float:
        """Profit at a price before any exit cost, in quote currency; the entry fee is not in it."""
        return self.direction.sign * self.quantity * (price - self.entry_price)
