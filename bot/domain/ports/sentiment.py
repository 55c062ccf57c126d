"""What a sentence of the news means for the asset that it is about."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

_NEUTRAL_BELOW = 0.05


class Polarity(StrEnum):
    """Whether news is good for the asset, bad, or says nothing of the kind."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class SentimentScorer(Protocol):
    """Scores texts one by one: a score does not depend on the texts beside it."""

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """One score in [-1, 1] for each text, in that order; positive is good for the asset.

        The same text has the same score always. Any text is borne: an empty one, one in another
        language or one of a megabyte. What states nothing good or bad scores 0.
        """
        ...


def polarity(score: float) -> Polarity:
    """What a score says: NEUTRAL inside (-0.05, 0.05), the usual band of VADER."""
    if score >= _NEUTRAL_BELOW:
        return Polarity.POSITIVE
    if score <= -_NEUTRAL_BELOW:
        return Polarity.NEGATIVE
    return Polarity.NEUTRAL
