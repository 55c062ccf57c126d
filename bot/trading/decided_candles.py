"""The candles that were decided on, held against what their source says of them now."""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from bot.candles import PRICES, SAME_PRICE
from bot.domain import Candle
from bot.trading.market import candles_from

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT = 10
"""How many of the newest candles on record are looked at again: sources revise what is young."""


class DecidedCandles:
    """The newest candles on record, oldest first, and which of them the source has revised.

    Prices are compared, volumes are not: that of the last candle trickles in at some sources, and
    no built-in decision reads it. Nothing is undone: the record keeps what was decided on.
    """

    def __init__(self, candles: Iterable[Candle] = ()) -> None:
        self._candles = deque(candles, maxlen=LOOKED_AT)
        self._recorded: set[str] = set()

    def add(self, candles: Iterable[Candle]) -> None:
        """Further candles that were decided on."""
        self._candles.extend(candles)

    def revisions(self, frame: "pd.DataFrame") -> tuple[str, ...]:
        """A sentence on each candle whose prices are others in the frame, with both values."""
        if not self._candles:
            return ()
        said = candles_from(frame, self._candles[0].open_time, len(self._candles))
        if _has_same_prices(said, self._candles):
            return ()
        now = {candle.open_time: candle for candle in said}
        pairs = [(kept, now.get(kept.open_time)) for kept in self._candles]
        return tuple(
            _sentence(kept, other)
            for kept, other in pairs
            if other is not None and not _has_same_prices([kept], [other])
        )

    def news(self, revisions: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the sentences that this did not answer with before."""
        fresh = tuple(text for text in revisions if text not in self._recorded)
        self._recorded = set(revisions)
        return fresh


def _has_same_prices(some: Iterable[Candle], others: Iterable[Candle]) -> bool:
    ours, theirs = (
        np.array([(c.open, c.high, c.low, c.close) for c in candles]) for candles in (some, others)
    )
    if ours.shape != theirs.shape:
        return False
    return bool((np.abs(ours - theirs) <= SAME_PRICE * np.abs(theirs)).all())


def _sentence(kept: Candle, now: Candle) -> str:
    changed = [
        f"{name} {getattr(kept, name):.8g}, now {getattr(now, name):.8g}"
        for name in PRICES
        if getattr(kept, name) != getattr(now, name)
    ]
    return (
        f"the candle {kept.open_time:%Y-%m-%d %H:%M} UTC was revised after it had been decided on: "
        f"{'; '.join(changed)}. Nothing is undone, the next decision reads the new values"
    )
