"""Plain VADER (Hutto and Gilbert 2014): what others use, and what ours is measured against."""

from collections.abc import Sequence

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


class VaderScorer:
    """Adapter of `SentimentScorer`: VADER's compound score, untouched."""

    def __init__(self) -> None:
        self._analyzer = SentimentIntensityAnalyzer()

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """One compound score in [-1, 1] for each text, in that order."""
        return [self._analyzer.polarity_scores(text)["compound"] for text in texts]
