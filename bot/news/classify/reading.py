"""A headline as it was read."""

from typing import NamedTuple

from bot.domain import Headline
from bot.news.classify.findings import Finding, aside_from, findings
from bot.news.classify.meaning import Reach
from bot.news.classify.vocabulary import Found, Vocabulary

_WIDEST = {reach: place for place, reach in enumerate(Reach)}


class Reading(NamedTuple):
    """What a headline says; phrases and findings in the order of the text.

    The summary is read only where the title does not say that anything happened. What stands from
    the word `aside` on is the background of the title's news. `actor` is the first person or
    institution named, `currency` that of the first central bank or region.
    """

    headline: Headline
    title: list[Found]
    findings: list[Finding]
    summary: list[Found]
    summary_findings: list[Finding]
    aside: int
    actor: str | None
    currency: str | None
    reach: Reach

    def news(self) -> Found | None:
        """The phrase of the first thing that the title says has happened, its background aside."""
        if not self.findings or self.findings[0].start >= self.aside:
            return None
        start = self.findings[0].start
        return next(found for found in self.title if found.start == start)

    def is_of_a_company(self) -> bool:
        """Whether the title is about a company: the first that moves, or acts, is one."""
        for found in self.title:
            meaning = found.meaning
            if meaning.subject is not None or meaning.actor is not None:
                return meaning.subject is not None and meaning.actor is not None
        return False


class _Names(NamedTuple):
    actor: str | None = None
    currency: str | None = None
    reach: Reach | None = None


def read_headline(headline: Headline, vocabulary: Vocabulary) -> Reading:
    """The headline read."""
    title = vocabulary.read(headline.title)
    aside = aside_from(title)
    stated = findings(title, aside)
    names, more = _names(title), _Names()
    summary: list[Found] = []
    recalled: list[Finding] = []
    if headline.summary and not stated:
        summary = vocabulary.read(headline.summary)
        recalled = findings(summary, aside_from(summary))
        more = _names(summary)
    return Reading(
        headline,
        title,
        stated,
        summary,
        recalled,
        aside,
        names.actor or more.actor,
        names.currency or more.currency,
        names.reach or more.reach or Reach.WORLD,
    )


def _names(phrases: list[Found]) -> _Names:
    """Who is named first, and the widest reach of the regions named."""
    actor = currency = reach = None
    for _, _, meaning in phrases:
        if actor is None:
            actor = meaning.actor
        if currency is None:
            currency = meaning.currency
        if meaning.reach is not None and (reach is None or _WIDEST[meaning.reach] < _WIDEST[reach]):
            reach = meaning.reach
    return _Names(actor, currency, reach)
