"""Kept candles in memory."""

import pandas as pd

from bot.domain import KeptCandles, KeptStretch


class MemoryCandles:
    """A CandleStore of stretches that do not touch, ascending."""

    def __init__(self) -> None:
        self._stretches: list[KeptStretch] = []

    def load(self) -> KeptCandles:
        """Everything that is kept."""
        return KeptCandles(stretches=tuple(self._stretches))

    def keep(self, stretch: KeptStretch) -> None:
        """Add a stretch; it replaces what is kept for its time."""
        touching = [kept for kept in self._stretches if _touch(kept, stretch)]
        apart = [kept for kept in self._stretches if not _touch(kept, stretch)]
        whole = KeptStretch(
            start=min(s.start for s in (stretch, *touching)),
            end=max(s.end for s in (stretch, *touching)),
            candles=_joined(touching, stretch),
        )
        self._stretches = sorted([*apart, whole], key=lambda kept: kept.start)

    def forget(self) -> None:
        """Keep nothing of it any more."""
        self._stretches = []


def _touch(kept: KeptStretch, stretch: KeptStretch) -> bool:
    return kept.start <= stretch.end and stretch.start <= kept.end


def _joined(older: list[KeptStretch], newer: KeptStretch) -> pd.DataFrame:
    outside = [
        s.candles[(s.candles.index < newer.start) | (s.candles.index >= newer.end)] for s in older
    ]
    frames = [frame for frame in (*outside, newer.candles) if len(frame)] or [newer.candles]
    candles = pd.concat(frames).sort_index()
    told = [note for s in (*older, newer) for note in s.candles.attrs.get("warnings", [])]
    candles.attrs = {"warnings": list(dict.fromkeys(told))}
    return candles
