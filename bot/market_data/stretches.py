"""What is kept of a source's candles, held against what it answers now."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from bot.candles import PRICES, SAME_PRICE
from bot.domain import BEGINNING, KeptCandles, KeptStretch

_OVERLAP = 3


def newest_to_fetch(kept: KeptCandles, limit: int, length: timedelta, now: datetime) -> int:
    """How many of the newest candles, with those that are kept, make `limit`; at most that."""
    for stretch in reversed(kept.stretches):
        missing = max(0, math.ceil((now - stretch.end) / length)) + _OVERLAP
        enough = stretch.start == BEGINNING or len(stretch.candles) + missing >= limit + _OVERLAP
        if len(stretch.candles) and missing < limit and enough:
            return missing
    return limit


def overlapping_stretch(kept: KeptCandles, fresh: KeptStretch) -> KeptStretch | None:
    """The kept stretch that has candles in common with the fresh one."""
    for stretch in reversed(kept.stretches):
        if stretch.candles.index.isin(fresh.candles.index).any():
            return stretch
    return None


def holds_enough(base: KeptStretch | None, fresh: KeptStretch, limit: int) -> bool:
    """Do both together hold `limit` candles, or all there are?"""
    if base is None:
        return False
    return base.start == BEGINNING or len(joined_stretches(base, fresh).candles) >= limit


def has_same_prices(base: KeptStretch, fresh: KeptStretch) -> bool:
    """Are the prices of the candles that both have the same?"""
    common = base.candles.index.intersection(fresh.candles.index)
    ours, theirs = (
        stretch.candles.loc[common, list(PRICES)].to_numpy() for stretch in (base, fresh)
    )
    return bool(np.allclose(ours, theirs, rtol=SAME_PRICE, atol=0))


def marked_as_whole_history(fresh: KeptStretch, kept: KeptCandles) -> KeptStretch:
    """Fewer candles than asked for are all that the source has, unless older ones are kept."""
    older = any(stretch.start < fresh.start for stretch in kept.stretches)
    return fresh if older else replace(fresh, start=BEGINNING)


def joined_stretches(base: KeptStretch, fresh: KeptStretch) -> KeptStretch:
    """Both, whose times overlap; the fresh candles count where both have some."""
    times = base.candles.index
    older = base.candles[times < fresh.candles.index[0]]
    newer = base.candles[times > fresh.candles.index[-1]]
    candles = pd.concat([part for part in (older, fresh.candles, newer) if len(part)])
    notes = [*base.candles.attrs["warnings"], *fresh.candles.attrs["warnings"]]
    candles.attrs = {"warnings": list(dict.fromkeys(notes))}
    return KeptStretch(
        start=min(base.start, fresh.start), end=max(base.end, fresh.end), candles=candles
    )
