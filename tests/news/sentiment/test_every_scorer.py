"""What the port promises, held by every scorer."""

from pathlib import Path

import pytest

from bot.domain.ports import Polarity, SentimentScorer, polarity
from bot.news.sentiment import LexiconScorer, TextModel, VaderScorer

TEXTS = ["Acme profit rises strongly", "", "Acme is bankrupt", "今日は", "Acme", "!" * 10_000]


WEIGHTS = {"[UNK]": (0.0, 0.0, 0.5), "rises": (2.0, 0.0, 0.0), "bankrupt": (0.0, 2.0, 0.0)}


@pytest.fixture(params=["lexicon", "vader", "text model"])
def scorer(request: pytest.FixtureRequest, tmp_path: Path) -> SentimentScorer:
    if request.param == "text model":
        from tests.support.models.tiny_text_model import (
            write_model,  # skips where the extra is missing
        )

        return TextModel.load(write_model(tmp_path, weights=WEIGHTS))
    return LexiconScorer() if request.param == "lexicon" else VaderScorer()


def test_each_text_has_one_score_in_its_place(scorer: SentimentScorer):
    scores = scorer.scores(TEXTS)
    assert len(scores) == len(TEXTS)
    assert all(-1.0 <= score <= 1.0 for score in scores)
    assert polarity(scores[0]) is Polarity.POSITIVE
    assert polarity(scores[2]) is Polarity.NEGATIVE


def test_no_text_changes_the_score_of_another(scorer: SentimentScorer):
    assert [*scorer.scores(TEXTS)] == [scorer.scores([text])[0] for text in TEXTS]


def test_what_states_nothing_scores_nothing(scorer: SentimentScorer):
    assert [*scorer.scores(["", "Acme", "今日は"])] == [0.0, 0.0, 0.0]


def test_no_texts_have_no_scores(scorer: SentimentScorer):
    assert [*scorer.scores([])] == []


@pytest.mark.parametrize(
    ("score", "meaning"),
    [
        (1.0, Polarity.POSITIVE),
        (0.05, Polarity.POSITIVE),
        (0.049, Polarity.NEUTRAL),
        (-0.049, Polarity.NEUTRAL),
        (-0.05, Polarity.NEGATIVE),
        (-1.0, Polarity.NEGATIVE),
    ],
)
def test_the_neutral_band_is_vaders(score: float, meaning: Polarity):
    assert polarity(score) is meaning
