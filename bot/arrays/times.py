"""Times as nanoseconds since the epoch, the form that arrays hold, and as text."""

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain import rfc3339

_SECOND = 1_000_000_000


def utc_time(nanoseconds: int) -> datetime:
    """The aware UTC moment of a count of nanoseconds since the epoch (to the microsecond)."""
    return datetime.fromtimestamp(int(nanoseconds) // 1_000_000_000, UTC).replace(
        microsecond=int(nanoseconds) % 1_000_000_000 // 1_000
    )


def nanoseconds(moment: datetime) -> int:
    """Nanoseconds since the epoch of an aware moment."""
    return round(moment.timestamp() * 1_000_000) * 1_000


def rfc3339_texts(nanoseconds: NDArray[np.int64]) -> list[str]:
    """`rfc3339` of each moment (ns since the epoch, UTC)."""
    if (nanoseconds % _SECOND).any():
        return [rfc3339(utc_time(moment)) for moment in nanoseconds.tolist()]
    seconds = (nanoseconds // _SECOND).astype("datetime64[s]")
    texts: list[str] = np.datetime_as_string(seconds, timezone="UTC").tolist()
    return texts
