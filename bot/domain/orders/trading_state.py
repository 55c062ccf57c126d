"""Whether entries are taken."""

from enum import StrEnum


class TradingState(StrEnum):
    """ACTIVE takes entries; REDUCING only ever makes a position smaller; HALTED enters nothing
    until a person has looked. Exits and protection go on in each.
    """

    ACTIVE = "active"
    REDUCING = "reducing"
    HALTED = "halted"
