"""The candles that were decided on, held against what their source says of them now."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray
from bot.candles import SAME_PRICE
from bot.domain import Candle, StateStore
from bot.domain.errors import StateError
from bot.trading.market import candles_from, prices_from
from bot.trading.revision import Revision, revision_words

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT = 10
"""How many of the newest candles on record are looked at again: sources revise what is young."""


class DecidedCandles:
    """The newest candles on record, oldest first, and which of them the source has revised.

    Prices are compared, volumes are not: that of the last candle trickles in at some sources, and
    no built-in decision reads it. Nothing is undone: the record keeps what was decided on.
    `recorded` are the sentences that the newest LOOKED_AT decisions carry.
    """

    def __init__(self, candles: Iterable[Candle] = (), recorded: Iterable[str] = ()) -> None:
        self._candles = deque(candles, maxlen=LOOKED_AT)
        self._recorded = set(recorded)
        self._words: dict[str, str] = {}

    @classmethod
    def kept_in(cls, store: StateStore) -> "DecidedCandles":
        """The newest candles of a store; a broken line among its decisions costs only their news.

        StateError where the candles cannot be read.
        """
        newest = reversed(store.candles(LOOKED_AT))
        try:
            signals = store.signals(LOOKED_AT)
        except StateError:  # a revision told twice is the lesser evil
            signals = []
        recorded = [text for signal in signals for text in signal.revised or ()]
        return cls((record.candle for record in newest), recorded)

    def add(self, candles: Iterable[Candle]) -> None:
        """Further candles that were decided on."""
        self._candles.extend(candles)

    def revisions(self, frame: "pd.DataFrame") -> tuple[Revision, ...]:
        """Each candle whose prices are others in the frame."""
        if not self._candles:
            return ()
        first, count = self._candles[0].open_time, len(self._candles)
        if _has_same_prices(prices_from(frame, first, count), _prices(self._candles)):
            return ()
        now = {candle.open_time: candle for candle in candles_from(frame, first, count)}
        revised = (
            Revision(decided=candle, now=now[candle.open_time])
            for candle in self._candles
            if candle.open_time in now
        )
        return tuple(
            revision
            for revision in revised
            if not _has_same_prices(_prices([revision.now]), _prices([revision.decided]))
        )

    def words(self, revisions: Sequence[Revision]) -> tuple[str, ...]:
        """One sentence on all that were revised at once; it stays while one is looked at."""
        fresh = [revision for revision in revisions if str(revision) not in self._words]
        if fresh:
            self._words |= dict.fromkeys(map(str, fresh), revision_words(fresh))
        self._words = {str(revision): self._words[str(revision)] for revision in revisions}
        return tuple(dict.fromkeys(self._words.values()))

    def news(self, revisions: Sequence[Revision]) -> tuple[str, ...]:
        """A sentence on each of them that no decision carries yet; the next one does."""
        sentences = [str(revision) for revision in revisions]
        fresh = tuple(text for text in sentences if text not in self._recorded)
        self._recorded = set(sentences)
        return fresh


def _prices(candles: Iterable[Candle]) -> FloatArray:
    return np.array([(c.open, c.high, c.low, c.close) for c in candles])


def _has_same_prices(ours: FloatArray, theirs: FloatArray) -> bool:
    if ours.shape != theirs.shape:
        return False
    return bool((np.abs(ours - theirs) <= SAME_PRICE * np.abs(theirs)).all())
