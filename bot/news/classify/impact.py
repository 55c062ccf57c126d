"""How much a headline weighs."""

import re

from bot.domain import Headline, Impact
from bot.news.classify.category import Category
from bot.news.classify.findings import Finding
from bot.news.classify.meaning import Meaning, Nature, Reach, Scope, SubjectKind
from bot.news.classify.reading import Reading

_LEVELS = tuple(Impact)
_LOW, _MEDIUM, _HIGH, _CRITICAL = range(len(_LEVELS))
_LEVEL = {impact: level for level, impact in enumerate(_LEVELS)}
_MANY_SOURCES = 3
_WEIGHTY, _LIGHT = 2.0, 0.5
"""The weight of a feed from which on its news weighs a level more, and below which a level less."""
_AMOUNT = re.compile(
    r"[$€£]\s?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(million|billion|mln|bln|bn|[mb])\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")
_HIGH_LOSS, _CRITICAL_LOSS = 100e6, 1e9
_LARGE_MOVE_PCT = 10.0
_OF_MARKETS = (SubjectKind.ASSET, SubjectKind.STOCKS, SubjectKind.CURRENCY, SubjectKind.BANK)
_OF_ECONOMIES = (
    SubjectKind.RATES,
    SubjectKind.INFLATION,
    SubjectKind.JOBS,
    SubjectKind.UNEMPLOYMENT,
)


def impact_of(reading: Reading, category: Category) -> Impact:
    """The heaviest thing that the title says, a level less for opinion, weighed by its sources.

    A story that three sources carry, or an official feed (weight 2), weighs a level more, the
    latter not above high, a feed below half the usual weight a level less. What concerns one
    company or a small economy, or no market at all, is medium at most however grave its words.
    """
    level = _LOW if category is Category.GENERAL else _said(reading)
    if level > _MEDIUM and _is_small(reading):
        level = _MEDIUM
    if _is_soft(reading):
        level -= 1
    return _LEVELS[min(max(_weighed(level, reading.headline), _LOW), _CRITICAL)]


def _said(reading: Reading) -> int:
    """The heaviest of its words and findings, background a level less; medium where anything
    happened to a market at all."""
    level = _MEDIUM if reading.findings else _LOW
    for found in reading.title:
        level = max(level, _of_words(found.meaning, reading) - (found.start >= reading.aside))
    for finding in reading.findings:
        level = max(level, _of_finding(finding, reading) - (finding.start >= reading.aside))
    return max(level, _of_percent(reading)) if "%" in reading.headline.title else level


def _of_words(meaning: Meaning, reading: Reading) -> int:
    if meaning.is_theft:
        return max(_MEDIUM, _of_amount(reading.headline.title))
    if meaning.amplifies and reading.findings:
        return _HIGH
    return _LOW if meaning.impact is None else _LEVEL[meaning.impact]


def _of_finding(finding: Finding, reading: Reading) -> int:
    if finding.subject is None:
        return _LOW
    if finding.subject.kind is SubjectKind.BANK and finding.scope is Scope.MARKET:
        return _HIGH
    if finding.subject.kind in _OF_ECONOMIES and reading.reach is Reach.WORLD:
        return _HIGH if reading.currency == "USD" else _MEDIUM
    return _LOW


def _of_amount(title: str) -> int:
    """What was lost, where a title tells a sum beside a loss."""
    amount = _AMOUNT.search(title)
    if amount is None:
        return _LOW
    scale = 1e9 if amount[2].lower().startswith("b") else 1e6
    lost = float(amount[1].replace(",", "")) * scale
    return _CRITICAL if lost >= _CRITICAL_LOSS else _HIGH if lost >= _HIGH_LOSS else _LOW


def _of_percent(reading: Reading) -> int:
    percent = _PERCENT.search(reading.headline.title)
    moved = any(each.subject and each.subject.kind in _OF_MARKETS for each in reading.findings)
    return _HIGH if percent and moved and float(percent[1]) >= _LARGE_MOVE_PCT else _LOW


def _is_small(reading: Reading) -> bool:
    """Whether it is of one company, or of an economy that reaches nobody and no war."""
    if reading.is_of_a_company():
        return True
    is_war = any(each.nature is Nature.TURMOIL for each in reading.findings)
    return reading.reach is Reach.LOCAL and not is_war


def _is_soft(reading: Reading) -> bool:
    if reading.headline.title.endswith("?"):
        return True
    return any([found.meaning.is_soft for found in reading.title])


def _weighed(level: int, headline: Headline) -> int:
    if headline.weight >= _WEIGHTY and level < _HIGH:
        level += 1
    return level + (headline.sources >= _MANY_SOURCES) - (headline.weight < _LIGHT)
