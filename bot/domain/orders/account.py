"""What an account at a venue has and may do, and what a market asks and bids."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One asset of an account: `free` may be used, `locked` is bound by open orders."""

    free: Decimal = Decimal(0)
    locked: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Free and locked together."""
        return self.free + self.locked


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPermissions:
    """What a venue lets an API key do; None where it does not tell."""

    trade: bool | None
    withdraw: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The best prices of a market, `bid` to sell at and `ask` to buy at; `at` is venue time."""

    bid: Decimal
    ask: Decimal
    at: datetime

    @property
    def spread(self) -> Decimal:
        """The distance from bid to ask as a fraction of their mean."""
        return (self.ask - self.bid) * 2 / (self.ask + self.bid)
