"""Candles that are kept on disk, so that no source is asked for them twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""The start of a stretch before whose first candle the source has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStretch:
    """All closed candles of a source that open from `start` on and before `end` (aware UTC).

    What is absent there, the source did not have when it was asked. `candles` is a *candles* frame
    (see MarketDataClient) or has no rows; its warnings tell what was repaired, not gaps.
    """

    start: datetime
    end: datetime
    candles: "pd.DataFrame"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCandles:
    """What is kept of one source, symbol and timeframe: stretches that do not touch, ascending.

    `problems` are sentences about damaged files, which are not used.
    """

    stretches: tuple[KeptStretch, ...] = ()
    problems: tuple[str, ...] = ()
