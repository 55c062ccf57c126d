"""Client order ids: the same intent has the same id in every run, and no other intent has it."""

import hashlib
from datetime import datetime
from enum import StrEnum

from bot.domain import rfc3339

OUR_PREFIX = "atl-"
"""What our ids begin with; an order is ours only where the journal holds its id."""


class IdMark(StrEnum):
    """What an id names, as its last letters."""

    ENTRY = "e"
    EXIT = "x"
    PAIR = "p"
    STOP = "s"
    TARGET = "t"


def client_id(volume_id: str, symbol: str, candle: datetime, mark: IdMark, attempt: int) -> str:
    """`atl-`, 20 hex digits of what the intent is, its mark: 26 characters, which venues accept.

    `candle` is the open time of the candle that the position was decided on.
    """
    intent = "\n".join((volume_id, symbol, rfc3339(candle), mark, str(attempt)))
    digest = hashlib.sha256(intent.encode()).hexdigest()[:20]
    return f"{OUR_PREFIX}{digest}-{mark}"
