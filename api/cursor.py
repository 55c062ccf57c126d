"""Where a page of a list ends, as a text that only this service reads."""

import base64
import binascii
import re

from fastapi import HTTPException

from api.problem import echo

_INSIDE = re.compile(r"([a-z]+):(0|[1-9]\d{0,17})")


def cursor_of(listing: str, position: int) -> str:
    """The cursor of a position (bytes from the start of the file) in one kind of list."""
    return base64.urlsafe_b64encode(f"{listing}:{position}".encode()).decode().rstrip("=")


def position_of(listing: str, cursor: str) -> int:
    """The position inside a cursor; HTTPException 422 where this list never gave it out."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        inside = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (UnicodeError, binascii.Error) as exc:
        raise unknown_cursor(cursor) from exc
    match = _INSIDE.fullmatch(inside)
    if match is None or match[1] != listing:
        raise unknown_cursor(cursor)
    return int(match[2])


def unknown_cursor(cursor: str) -> HTTPException:
    """The refusal of a cursor; it does not fit the list as it is."""
    return HTTPException(
        422, f"need a cursor that this list gave out as next_cursor, was {echo(cursor)}"
    )
