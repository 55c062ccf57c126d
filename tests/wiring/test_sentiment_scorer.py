"""Which scorer reads the news: the text model where one is named and works, else the lexicon."""

from pathlib import Path

from bot.news.sentiment import FallbackScorer, LexiconScorer
from bot.settings import Settings
from bot.wiring.news import sentiment_scorer
from tests.support.models.tiny_text_model import write_model


def settings(folder: Path | str) -> Settings:
    return Settings.load({"SENTIMENT_MODEL_PATH": str(folder)}, dotenv=None)


def test_without_a_setting_the_lexicon_scores_and_nothing_is_said():
    said: list[str] = []
    assert isinstance(sentiment_scorer(settings(""), said.append), LexiconScorer)
    assert said == []


def test_a_named_model_scores(tmp_path: Path):
    said: list[str] = []
    scorer = sentiment_scorer(settings(write_model(tmp_path)), said.append)
    assert isinstance(scorer, FallbackScorer)
    assert scorer.scores(["up"])[0] > 0.0
    assert said == []


def test_a_model_that_cannot_be_loaded_is_told_and_the_lexicon_scores(tmp_path: Path):
    said: list[str] = []
    scorer = sentiment_scorer(settings(tmp_path), said.append)
    assert isinstance(scorer, LexiconScorer)
    [sentence] = said
    assert "model.onnx" in sentence
    assert sentence.endswith("; news is scored by the lexicon")
