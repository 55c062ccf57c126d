"""What a headline says about the next interest rate."""

import re

from bot.news.classify.category import Category
from bot.news.classify.findings import Finding
from bot.news.classify.meaning import SubjectKind
from bot.news.classify.reading import Reading

_BASIS_POINTS = re.compile(r"\b(\d{1,3}(?:\.\d+)?)[ -]?(?:bps?|basis[ -]points?)\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = re.compile(
    rf"\b(?:(?:in|by|for|until|at|from)\s+)?(?:(?:early|mid|late)[ -])?"
    rf"(?:{_MONTHS}|next (?:week|month|meeting|year)|this (?:week|month|year)|20[2-9]\d)\b"
)
_BANKS = {
    "USD": "Fed",
    "EUR": "ECB",
    "GBP": "BoE",
    "JPY": "BoJ",
    "CNY": "PBoC",
    "CHF": "SNB",
    "INR": "RBI",
    "AUD": "RBA",
    "NZD": "RBNZ",
    "CAD": "BoC",
}


def rate_expectation(reading: Reading, category: Category) -> str | None:
    """A phrase as hand-written events have it ("Fed: cut of 25 bps, in June"); None where the
    text says nothing of a rate's next move. Summaries recall past moves: only that of a headline
    about a central bank is asked."""
    headline = reading.headline
    texts = [(reading.findings, headline.title)]
    if category is Category.CENTRAL_BANK:
        texts.append((reading.summary_findings, headline.summary))
    for stated, text in texts:
        about_rates = next((each for each in stated if _is_of_a_rate(each)), None)
        if about_rates is not None:
            bank = _BANKS.get(reading.currency or "")
            return f"{bank}: {_said(about_rates, text)}" if bank else _said(about_rates, text)
    return None


def _is_of_a_rate(finding: Finding) -> bool:
    return finding.subject is not None and finding.subject.kind is SubjectKind.RATES


def _said(finding: Finding, text: str) -> str:
    if finding.move == 0:
        return _dated("unchanged", text)
    if finding.is_turned:
        return f"{'cut' if finding.move > 0 else 'hike'} less likely"
    points = _BASIS_POINTS.search(text)
    size = f" of {points[1]} bps" if points else ""
    return _dated(f"{'hike' if finding.move > 0 else 'cut'}{size}", text)


def _dated(phrase: str, text: str) -> str:
    when = _WHEN.search(text)
    return f"{phrase}, {when[0]}" if when else phrase
