"""Why a trade of the bot differs from the backtester's."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain import ExitReason


class Cause(StrEnum):
    """Why a trade differs; some are seen in the record, some in the trade alone."""

    CONFIG_CHANGE = "config change"
    MISSED_CYCLE = "missed cycle"
    LATE_CANDLE = "late candle"
    STOOD_ASIDE = "stood aside"
    CHANGED_CANDLE = "changed candle"
    REVISED_CANDLE = "revised candle"
    DECISION = "other decision"
    FORCED_EXIT = "forced exit"
    NOT_ENTERED = "not entered"
    ENTRY_DELAY = "after the open"
    INSIDE_CANDLE = "inside the candle"
    ROUNDING = "steps of the venue"
    DUST = "dust"
    SLIPPAGE = "slippage"
    FEE = "fee"
    PARTIAL_FILL = "partial fill"
    BALANCE = "other balance"
    ARITHMETIC = "arithmetic"
    UNEXPLAINED = "unexplained"


FORCED_EXITS = {
    str(ExitReason.FORCE_EXIT): "a person had it closed",
    str(ExitReason.EMERGENCY_EXIT): "it was closed since it could not be protected",
}
"""Exits that no decision and no candle asks for, in words."""

STEPS = (
    Cause.CONFIG_CHANGE,
    Cause.MISSED_CYCLE,
    Cause.LATE_CANDLE,
    Cause.STOOD_ASIDE,
    Cause.DECISION,
)
"""What is taken from the record one after another, on the way from the backtest to the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A cause with its words."""

    cause: Cause
    words: str
