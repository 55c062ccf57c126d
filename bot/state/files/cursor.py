"""Where a page of a history ends, as a text that only the store reads."""

import base64
import binascii
import re

from bot.domain.errors import ConfigError

_INSIDE = re.compile(r"([a-z]+):(0|[1-9]\d{0,17})")


def cursor_of(history: type, position: int) -> str:
    """The cursor of a position (0 for the oldest record's beginning) in one kind of history."""
    inside = f"{history.__name__.lower()}:{position}"
    return base64.urlsafe_b64encode(inside.encode()).decode().rstrip("=")


def position_of(history: type, cursor: str) -> int:
    """The position inside a cursor; ConfigError where this kind of history never gave it out."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        inside = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (UnicodeError, binascii.Error) as error:
        raise _unknown(cursor) from error
    match = _INSIDE.fullmatch(inside)
    if match is None or match[1] != history.__name__.lower():
        raise _unknown(cursor)
    return int(match[2])


def _unknown(cursor: str) -> ConfigError:
    return ConfigError(f"need the cursor that a page of this history gave out, was {cursor!r}")
