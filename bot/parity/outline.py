"""A round trip as it is compared, whoever made it: the backtester or the bot."""

import math
from dataclasses import dataclass, fields
from datetime import datetime

from bot.domain import Action, BotState, PositionReport, Trade

TOLERANCE = 1e-6
COURSE = ("stop_price", "target_price", "last_stop_price", "highest_price", "lowest_price")
SHAPE = (
    *("direction", "entry_time", "exit_time", "exit_reason", "entry_price", "exit_price"),
    *COURSE,
)
STILL_OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A trade, or a position still open at the end of the record (its exit fields are None).

    `balance_before` is the balance that it was sized on; it is not compared. The fields of COURSE
    are compared where both are known: what was recorded by an older version, or by orders at a
    venue, whose prices are steps of the market, has none.
    """

    direction: Action
    entry_time: datetime
    entry_price: float
    exit_time: datetime | None
    exit_price: float | None
    exit_reason: str
    quantity: float
    fees: float | None
    pnl: float | None
    pnl_pct: float | None
    balance_before: float
    stop_price: float | None = None
    target_price: float | None = None
    last_stop_price: float | None = None
    highest_price: float | None = None
    lowest_price: float | None = None

    @property
    def is_open(self) -> bool:
        """Was it still held at the end of the record?"""
        return self.exit_time is None

    def not_left(self) -> "Outline":
        """As it was before its exit."""
        return still_open(
            self.direction, self.entry_time, self.entry_price, self.quantity, self.balance_before
        )

    def differing(self, other: "Outline") -> tuple[str, ...]:
        """The fields that differ: numbers by more than 1e-6 of themselves."""
        return tuple(
            field.name
            for field in fields(self)
            if field.name != "balance_before"
            and not _equal(field.name, getattr(self, field.name), getattr(other, field.name))
        )


def closed(trade: Trade, balance_before: float, *, has_course: bool = True) -> Outline:
    """The outline of a trade, its course with it or not."""
    return Outline(
        direction=trade.direction,
        entry_time=trade.entry_time,
        entry_price=trade.entry_price,
        exit_time=trade.exit_time,
        exit_price=trade.exit_price,
        exit_reason=str(trade.exit_reason),
        quantity=trade.quantity,
        fees=trade.fees,
        pnl=trade.pnl,
        pnl_pct=trade.pnl_pct,
        balance_before=balance_before,
        **({name: getattr(trade, name) for name in COURSE} if has_course else {}),
    )


def still_open(
    direction: Action, entry_time: datetime, entry_price: float, quantity: float, balance: float
) -> Outline:
    """The outline of a position that is held at the end; `balance` is the one before its entry."""
    return Outline(
        direction=direction,
        entry_time=entry_time,
        entry_price=entry_price,
        exit_time=None,
        exit_price=None,
        exit_reason=STILL_OPEN,
        quantity=quantity,
        fees=None,
        pnl=None,
        pnl_pct=None,
        balance_before=balance,
    )


def held_by_bot(state: BotState, balance: float) -> Outline | None:
    """The position of the bot's state; None where it holds nothing."""
    if state.entry_time is None or state.entry_price is None or state.quantity is None:
        return None
    return still_open(state.position, state.entry_time, state.entry_price, state.quantity, balance)


def held_at(position: PositionReport | None, balance: float) -> Outline | None:
    """The outline of a position at a venue; None where there is none."""
    if position is None:
        return None
    return still_open(
        position.direction,
        position.entry_time,
        position.entry_price,
        position.quantity,
        balance,
    )


def _equal(name: str, value: object, other: object) -> bool:
    if name in COURSE and (value is None or other is None):
        return True
    if isinstance(value, float) and isinstance(other, float):
        return math.isclose(value, other, rel_tol=TOLERANCE, abs_tol=1e-12)
    return value == other
