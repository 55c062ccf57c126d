"""How large a position is."""

from enum import StrEnum
from typing import Any

from bot.domain.checks import require


class PositionSizing(StrEnum):
    """What the quantity of an entry is made of; `max_position_pct` bounds each.

    FIXED: the stop loses risk_per_trade_pct of the balance (fixed fractional, Vince 1990).
    VOLATILITY: a move of one ATR loses that much (a unit of the Turtles, Faith 2003).
    KELLY: the stop loses kelly_fraction of what Kelly (1956) stakes by the last kelly_trades
    trades; until there are so many it is FIXED.
    """

    FIXED = "fixed"
    VOLATILITY = "volatility"
    KELLY = "kelly"


def position_sizing(name: str, value: Any) -> PositionSizing:
    """The value as PositionSizing; ConfigError where it is none."""
    choices = ", ".join(PositionSizing)
    require(value in list(PositionSizing), f"{name} of {choices}", repr(value))
    return PositionSizing(value)
