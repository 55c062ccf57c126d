"""What a venue answers an order with: fills, and the position that it holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.action import Action
from bot.domain.errors import StateError
from bot.domain.exit_reason import ExitReason
from bot.domain.records import BotState


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

    @property
    def is_entry(self) -> bool:
        """Did it open a position, or add to one?"""
        return self.exit_reason is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReport:
    """The open position as the venue holds it; `entry_fee` is in quote currency.

    `stop_price` and `target_price` are those of the orders that rest at the venue, None where there
    is no such order.
    """

    direction: Action
    quantity: float
    entry_price: float
    entry_time: datetime
    entry_fee: float
    stop_price: float | None
    target_price: float | None

    @classmethod
    def in_state(cls, state: BotState) -> "PositionReport | None":
        """The position that a state was written with; None where it holds nothing.

        StateError where the state has a position without its prices.
        """
        if state.position is Action.FLAT:
            return None
        if (
            state.quantity is None
            or state.entry_price is None
            or state.stop_price is None
            or state.target_price is None
            or state.entry_fee is None
            or state.entry_time is None
        ):
            raise StateError(
                f"the state of {state.symbol} holds a {state.position} position without its "
                "quantity, prices or entry time; mend state.json or start with another DATA_DIR"
            )
        return cls(
            direction=state.position,
            quantity=state.quantity,
            entry_price=state.entry_price,
            entry_time=state.entry_time,
            entry_fee=state.entry_fee,
            stop_price=state.stop_price,
            target_price=state.target_price,
        )
