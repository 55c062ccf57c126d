"""Where the orders that protect a position lie."""

from enum import StrEnum
from typing import Any

from bot.domain.checks import require


class StopType(StrEnum):
    """Where stop and target lie.

    FIXED: stop_loss_pct and take_profit_pct from the entry. ATR: stop_atr_multiple and
    target_atr_multiple times the ATR of the decision's candle from the entry. TRAILING: the target
    as FIXED, the stop stop_loss_pct behind the best price since the entry.
    """

    FIXED = "fixed"
    ATR = "atr"
    TRAILING = "trailing"


def stop_type(name: str, value: Any) -> StopType:
    """The value as StopType; ConfigError where it is none."""
    require(value in list(StopType), f"{name} of {', '.join(StopType)}", repr(value))
    return StopType(value)
