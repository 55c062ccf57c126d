"""How large a position is and what protects it: the choices of a config beside its distances."""

from bot.domain.position_rules.fields import (
    MOST_KELLY_TRADES,
    POSITION_FIELDS,
    require_position_rules,
)
from bot.domain.position_rules.sizing import PositionSizing, position_sizing
from bot.domain.position_rules.stops import StopType, stop_type

__all__ = [
    "MOST_KELLY_TRADES",
    "POSITION_FIELDS",
    "PositionSizing",
    "StopType",
    "position_sizing",
    "require_position_rules",
    "stop_type",
]
