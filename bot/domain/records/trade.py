"""A closed round trip, as a line of the histories."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.action import Action
from bot.domain.exit_reason import ExitReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A closed round trip; times are the open times of the candles in which the fills happened.

    `fees` and `pnl` (after fees) are in quote currency, `pnl_pct` in percent of entry notional.
    """

    symbol: str
    direction: Action
    quantity: float
    entry_time: datetime
    entry_price: float
    exit_time: datetime
    exit_price: float
    fees: float
    pnl: float
    pnl_pct: float
    exit_reason: ExitReason
