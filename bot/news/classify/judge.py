"""Headlines to macro events."""

from collections.abc import Sequence

from bot.domain import Headline, MacroEvent
from bot.domain.ports import SentimentScorer
from bot.news.classify.aliases import Aliases
from bot.news.classify.asset_biases import asset_biases
from bot.news.classify.categories import category_of
from bot.news.classify.impact import impact_of
from bot.news.classify.lean import lean_of, sentiment_of
from bot.news.classify.rate_expectation import rate_expectation
from bot.news.classify.reading import read_headline


def classify(
    headlines: Sequence[Headline], scorer: SentimentScorer, aliases: Aliases
) -> tuple[MacroEvent, ...]:
    """An event for each headline, in their order; the same headline is the same event always.

    The scorer reads the titles; where our own phrases find that something happened they hold.
    """
    scores = scorer.scores([headline.title for headline in headlines])
    return tuple(
        _event(headline, score, aliases) for headline, score in zip(headlines, scores, strict=True)
    )


def _event(headline: Headline, scored: float, aliases: Aliases) -> MacroEvent:
    reading = read_headline(headline, aliases.vocabulary)
    category = category_of(reading)
    lean = lean_of(reading, category, scored)
    return MacroEvent(
        title=headline.title,
        category=category.value,
        sentiment=sentiment_of(lean),
        impact=impact_of(reading, category),
        actor=reading.actor,
        summary=headline.summary or None,
        assets=asset_biases(reading, category, lean, aliases),
        interest_rate_expectation=rate_expectation(reading, category),
        published_at=headline.published_at,
        source=headline.source,
        url=headline.url,
    )
