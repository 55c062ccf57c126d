"""A closed round trip, as a line of the histories."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.action import Action
from bot.domain.exit_reason import ExitReason
from bot.domain.records.ids import id_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A closed round trip; times are the open times of the candles in which the fills happened.

    `fees` and `pnl` (after fees) are in quote currency, `pnl_pct` in percent of entry notional.
    `id` names the trade by symbol and entry: BTC/USDT@2024-01-31T13:00:00Z; a candle has one entry.
    `signal_id` is that of the decision that entered. `stop_price` and `target_price` are as the
    entry set them, `last_stop_price` is where the stop lay at the exit. `highest_price` and
    `lowest_price` are of the fills and of all that is known to lie between: the candles before the
    exit's as far as the position was held in them, and the open of the exit's. None = not on
    record, as in the lines of older versions.
    """

    id: str = field(init=False)
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
    signal_id: str | None = None
    stop_price: float | None = None
    target_price: float | None = None
    last_stop_price: float | None = None
    highest_price: float | None = None
    lowest_price: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", id_at(self.symbol, self.entry_time))
