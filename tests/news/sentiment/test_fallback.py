from collections.abc import Sequence

from bot.domain.errors import ModelError
from bot.news.sentiment import FallbackScorer


class Constant:
    """Scores everything alike."""

    def __init__(self, score: float) -> None:
        self.score = score

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        return [self.score] * len(texts)


class FailsSecondTime(Constant):
    """A model that answers once."""

    asked = 0

    def scores(self, texts: Sequence[str]) -> Sequence[float]:
        self.asked += 1
        if self.asked == 2:
            raise ModelError("the text model does not answer")
        return super().scores(texts)


def test_after_a_failure_the_second_scorer_answers_for_good_and_it_is_told_once():
    said: list[str] = []
    scorer = FallbackScorer(FailsSecondTime(0.5), Constant(-0.5), said.append)
    assert [scorer.scores(["a", "b"]) for _ in range(4)] == [[0.5] * 2, *[[-0.5] * 2] * 3]
    assert said == ["the text model does not answer; news is scored by the lexicon from now on"]
