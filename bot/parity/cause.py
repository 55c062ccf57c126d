"""Why a trade of the bot differs from the backtester's."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a trade differs; the first six are seen in the record, the others in the trade."""

    CONFIG_CHANGE = "config change"
    MISSED_CYCLE = "missed cycle"
    LATE_CANDLE = "late candle"
    STOOD_ASIDE = "stood aside"
    CHANGED_CANDLE = "changed candle"
    REVISED_CANDLE = "revised candle"
    DECISION = "other decision"
    FORCED_EXIT = "forced exit"
    SLIPPAGE = "slippage"
    FEE = "fee"
    PARTIAL_FILL = "partial fill"
    BALANCE = "other balance"
    ARITHMETIC = "arithmetic"
    UNEXPLAINED = "unexplained"


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
