"""Who scores headlines: the text model of SENTIMENT_MODEL_PATH, or the lexicon."""

from collections.abc import Callable

from bot.domain.errors import ModelError
from bot.domain.ports import SentimentScorer
from bot.news.sentiment import FallbackScorer, LexiconScorer, TextModel
from bot.settings import Settings


def sentiment_scorer(settings: Settings, tell: Callable[[str], None]) -> SentimentScorer:
    """The text model where one is named, and the lexicon where none is or where it fails.

    `tell` gets one sentence in the latter case.
    """
    lexicon, folder = LexiconScorer(), settings.news.sentiment_model_path
    if folder is None:
        return lexicon
    try:
        model = TextModel.load(folder)
    except ModelError as error:
        tell(f"{error}; news is scored by the lexicon")
        return lexicon
    return FallbackScorer(model, lexicon, tell)
