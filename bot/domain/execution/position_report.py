"""The position that a venue holds."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.action import Action
from bot.domain.errors import StateError
from bot.domain.records import BotState


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionReport:
    """The open position as the venue holds it; `entry_fee` is in quote currency.

    `stop_price` and `target_price` are those of the orders that rest at the venue, None where there
    is no such order. The stop follows the best price of each closed candle `trailing_distance` (a
    fraction, pinned at the entry) behind it, None = it stays; `entry_stop_price` is where it began.
    """

    direction: Action
    quantity: float
    entry_price: float
    entry_time: datetime
    entry_fee: float
    stop_price: float | None
    target_price: float | None
    trailing_distance: float | None = None
    entry_stop_price: float | None = None

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
            trailing_distance=state.trailing_distance,
            entry_stop_price=_entry_stop_price(state),
        )


def _entry_stop_price(state: BotState) -> float | None:
    """Older versions kept none: of a stop that stays it is where the stop lies."""
    is_kept = state.entry_stop_price is not None or state.trailing_distance is not None
    return state.entry_stop_price if is_kept else state.stop_price
