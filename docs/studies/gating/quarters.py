"""The calendar quarters of a candles frame, and what was known before each."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bot.domain.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

LEAST_KNOWN = 2_000
"""Candles before the first quarter that is traded: a whole OPTIMIZE_LOOKBACK by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """Rows start to end - 1 of a candles frame: what opens in one calendar quarter (UTC)."""

    name: str
    start: int
    end: int

    def known(self, candles: "pd.DataFrame", window: int | None) -> "pd.DataFrame":
        """The candles closed before the quarter: the last `window` of them, None for all."""
        first = 0 if window is None else max(0, self.start - window)
        return candles.iloc[first : self.start]


def traded_quarters(candles: "pd.DataFrame") -> tuple[Quarter, ...]:
    """The quarters with at least LEAST_KNOWN candles before them, in order; DataError for none."""
    index = candles.index
    number = np.asarray(index.year * 4 + index.quarter - 1)
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(candles)]
    found = tuple(
        Quarter(name=f"{number[start] // 4} Q{number[start] % 4 + 1}", start=start, end=end)
        for start, end in pairwise(edges)
        if start >= LEAST_KNOWN
    )
    if not found:
        raise DataError(
            f"need a quarter after {LEAST_KNOWN:,} candles, were {len(candles):,}: take more"
        )
    return found
