"""What a venue answers an order with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.execution.bracket import Bracket
from bot.domain.exit_reason import ExitReason


class Side(StrEnum):
    """Whether a fill bought or sold; `sign` is +1 or -1."""

    BUY = "buy"
    SELL = "sell"

    @property
    def sign(self) -> int:
        """+1 for BUY, -1 for SELL."""
        return 1 if self is Side.BUY else -1

    @classmethod
    def of_sign(cls, sign: int) -> "Side":
        """BUY for a positive sign, SELL for a negative one."""
        return cls.BUY if sign > 0 else cls.SELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """An order, or a part of one, that was filled.

    `trade_id` names the fill and no other one of the symbol, whenever it is delivered again.
    `quantity` and `price` are positive, `fee` is in quote currency. `exit_reason` says why a
    position was closed, None = it was entered. `filled_at` is the venue's time, `candle_time` the
    open time of the candle that it lies in; on paper, where no finer time is known, both are equal.
    `signal_id` names the decision that an entry was made on, where the venue keeps it; `bracket`
    has stop and target of what an exit closes.
    """

    symbol: str
    trade_id: str
    side: Side
    quantity: float
    price: float
    fee: float
    filled_at: datetime
    candle_time: datetime
    exit_reason: ExitReason | None = None
    signal_id: str | None = None
    bracket: Bracket | None = None

    @property
    def is_entry(self) -> bool:
        """Did it open a position, or add to one?"""
        return self.exit_reason is None
