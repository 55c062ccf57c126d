"""Which way a headline leans as a whole."""

from typing import NamedTuple

from bot.domain import Sentiment
from bot.domain.ports import Polarity, polarity
from bot.news.classify.category import Category
from bot.news.classify.findings import Finding
from bot.news.classify.meaning import Nature
from bot.news.classify.reading import Reading


class Lean(NamedTuple):
    """A score in [-1, 1] and its nature."""

    score: float
    nature: Nature = Nature.PLAIN


def lean_of(reading: Reading, category: Category, scored: float) -> Lean:
    """What the title says first; else the scorer's score; else half of what the summary says.

    A headline of a central bank is taken by what it says about rates.
    """
    first = _first(reading.findings, category)
    if first is not None:
        return Lean(first.lean, first.nature)
    if polarity(scored) is not Polarity.NEUTRAL:
        return Lean(min(1.0, max(-1.0, scored)))
    first = _first(reading.summary_findings, category)
    return Lean(0.0) if first is None else Lean(first.lean / 2, first.nature)


def sentiment_of(lean: Lean) -> Sentiment:
    """Hawkish and dovish for a lean about rates, else bullish and bearish."""
    about_rates = lean.nature is Nature.RATES
    match polarity(lean.score):
        case Polarity.POSITIVE:
            return Sentiment.DOVISH if about_rates else Sentiment.BULLISH
        case Polarity.NEGATIVE:
            return Sentiment.HAWKISH if about_rates else Sentiment.BEARISH
        case Polarity.NEUTRAL:
            return Sentiment.NEUTRAL


def _first(stated: list[Finding], category: Category) -> Finding | None:
    if category is Category.CENTRAL_BANK:
        for each in stated:
            if each.nature is Nature.RATES:
                return each
    return stated[0] if stated else None
