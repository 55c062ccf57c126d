"""A scorer that may fail, and one that answers for it."""

from collections.abc import Callable, Sequence

from bot.domain.errors import ModelError
from bot.domain.ports import SentimentScorer


class FallbackScorer:
    """Adapter of `SentimentScorer`: the first scorer until it fails, the second from then on.

    The failure is told once; nothing gets a score of the first one after that.
    """

    def __init__(
        self, first: SentimentScorer, second: SentimentScorer, tell: Callable[[str], None]
    ) -> None:
        self._scorer, self._second, self._tell = first, second, tell

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        """One score in [-1, 1] for each text, all by the same scorer."""
        try:
            return self._scorer.scores(texts)
        except ModelError as error:
            self._tell(f"{error}; news is scored by the lexicon from now on")
            self._scorer = self._second
            return self._scorer.scores(texts)
