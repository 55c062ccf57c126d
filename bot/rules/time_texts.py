"""Many moments at once as the text that files and answers spell."""

import numpy as np
from numpy.typing import NDArray

from bot.domain.moment import rfc3339
from bot.rules.candle_arrays import utc_time

_SECOND = 1_000_000_000


def rfc3339_texts(nanoseconds: NDArray[np.int64]) -> list[str]:
    """`rfc3339` of each moment (ns since the epoch, UTC)."""
    if (nanoseconds % _SECOND).any():
        return [rfc3339(utc_time(moment)) for moment in nanoseconds.tolist()]
    seconds = (nanoseconds // _SECOND).astype("datetime64[s]")
    found: list[str] = np.datetime_as_string(seconds, timezone="UTC").tolist()
    return found
