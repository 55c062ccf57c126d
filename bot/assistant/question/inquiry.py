"""A question as it was understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.assistant.question.glossary import TERMS, Term
from bot.assistant.question.keywords import vocabulary
from bot.assistant.question.period import Period, period_in
from bot.assistant.question.refusals import asks_for_secrets, is_foreign, is_hostile, is_order
from bot.assistant.question.symbols import named_symbols
from bot.assistant.question.topic import Topic, Why
from bot.assistant.question.topic_words import topics_in
from bot.assistant.question.words import corrected, plain_words

_NOT = (
    r"\bwhy\b.*\b(?:not|no|never|nothing|none|flat|refus\w*|hesitat\w*|wait\w*|inactive|idle"
    r"|without"
    r"|stay\w*|withh\w*|skip\w*|block\w*|prevent\w*|stopp?ing)\b|\bwhat (?:is|was) (?:stopping"
    r"|blocking|"
    r"preventing|holding)\b|\b(?:not|no|never) (?:a )?(?:buy|trad|sell|enter|bought|sold)\w*"
    r"|\bwhich condition (?:failed|is|was|blocked|stopped)|\bwarum .*\bnicht\b"
)
_EXIT = (
    r"\bwhy\b.*\b(?:sell|sold|exit\w*|clos\w*|stopped|got out|left|liquidat\w*)\b"
    r"|\bwarum\b.*\bverkauft"
)
_ENTRY = (
    r"\bwhen (?:you|it|the bot|we) (?:bought|entered|shorted|went)\b"
    r"|\bwhy\b.*\b(?:buy|bought|enter\w*|long|short|shorted|open\w*|got in|position|hold\w*"
    r"|trad\w*|in"
    r" (?:it|this"
    r"|there))\b|\bwarum\b.*\bgekauft|\breason for (?:the|this|my|your) (?:position|entry|long"
    r"|short|buy)"
)
_TRADES = (
    r"\b(?:last|latest|recent|previous|best|worst|biggest|largest|closed)\b.{0,20}"
    r"\b(?:trades?|loss|losses|win|gain|loser|winner)\b|\b(?:list|show)\b.*\btrades\b"
    r"|\bwas (?:my|the|your) (?:last|previous) position\b"
)
_COUNTED_TRADES = r"\b(?:last|latest|recent|newest|previous) (\d{1,3}) trades\b"
_SHOWN_TRADES = r"\b(?:list|show)\b.*\btrades\b"
_LISTED, _MOST_LISTED = 5, 10
_HAPPENED = (
    r"\b(?:how (?:did|was|were|is|has|have|are|many|much)|what (?:happened|did|has happened)"
    r"|summar\w*|"
    r"recap|report|result\w*|perform\w*|pnl|profit\w*|trades?|made|make|los[et]\w*|won|earn\w*|up"
    r"|down"
    r"|review|compare|go|went|doing|losses|wins?|wie|fees?|overview|equity|return\w*)\b"
)
_DEFINES = r"\b(?:mean|means|meaning|define|definition|stand for|stands for|explain|bedeutet)\b"
_IS = r"^(?:so |and |hey |hi )?(?:what|was) (?:is|are|ist) "
_ARTICLE = r"^(an?|the|my|your) "
_MAY_SHORT = (
    r"\b(?:can|do|could|may) (?:you|it|the bot|we|i) (?:ever )?(?:go |sell )?short\b"
    r"|\bshort\w* (?:positions? )?(?:is |are )?(?:allowed|possible|enabled)\b"
    r"|\b(?:is|are) short\w* (?:positions? )?(?:allowed|possible|enabled)\b"
)
_TRAILS = r"\b(?:is|are|does|do) (?:my|the|your|our) stops? (?:a )?trail(?:ing|s)?\b"
_HERE = r"(?: here| in trading| in this context| exactly| actually)*$"
_EVENTS = ("fomc", "cpi", "nfp", "payroll", "halving", "ecb", "gdp", "ppi")
_ABOUT = r"\b(?:about|happening|up with|going on|how is|update|compare)\b"
_FEW = 3
"""Words of a question that names an asset or a time and nothing else."""
_ALL = (
    r"\b(?:all|every|each|everything|overall|portfolio|positions|across|whole|total)\b"
    r"|\bwhich position\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What a question asks: its topics in the order of answers, and what narrows them.

    `symbols` are those of the volume that it names, `missing` are assets that it names and the
    volume does not have, `events` the kinds of scheduled events. `is_about_all`: of every symbol
    together. `trades_listed`: so many of the last trades, one by one; 0 where that is not asked.
    """

    topics: tuple[Topic, ...]
    symbols: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    period: Period | None = None
    why: Why = Why.DECISION
    terms: tuple[Term, ...] = ()
    events: tuple[str, ...] = ()
    wants_secrets: bool = False
    wants_trades: bool = False
    wants_help: bool = False
    is_about_all: bool = False
    trades_listed: int = 0


def understood(question: str, symbols: Sequence[str], now: datetime) -> Inquiry:
    """What a question asks of a volume with these symbols."""
    if asks_for_secrets(question):
        return Inquiry(topics=(Topic.REFUSED,), wants_secrets=True)
    if is_hostile(question):
        return Inquiry(topics=(Topic.REFUSED,))
    words = plain_words(question)
    if is_order(words) and not _terms(words):
        return Inquiry(topics=(Topic.COMMAND,))
    named = named_symbols(question, symbols)
    words = " ".join(corrected(words.split(), vocabulary()))
    inquiry = Inquiry(
        topics=(),
        symbols=named.there,
        missing=named.missing,
        period=period_in(words, now),
        why=_why(words),
        terms=_terms(words),
        events=tuple(name for name in _EVENTS if re.search(rf"\b{name}", words)),
        wants_trades=re.search(_TRADES, words) is not None,
        trades_listed=_trades_listed(words),
        is_about_all=not named.there and re.search(_ALL, words) is not None,
    )
    return replace(
        inquiry, topics=_topics(words, inquiry), wants_help=Topic.HELP in topics_in(words)
    )


def _topics(words: str, inquiry: Inquiry) -> tuple[Topic, ...]:
    topics = topics_in(words)
    if re.search(_NOT, words) and not topics & _TELL_WHY_NOT:
        topics -= {Topic.POSITION, Topic.PERFORMANCE, Topic.ORDERS, Topic.RISK}
        topics |= {Topic.WHY}
    if inquiry.why in (Why.ENTRY, Why.EXIT) and "position" not in words:
        topics -= {Topic.POSITION}
    if inquiry.terms:
        topics = (topics - _EXPLAINED) | {Topic.TERMS}
    topics = _with_period(words, topics, inquiry)
    if is_foreign(words):
        topics |= {Topic.LANGUAGE}
    is_general = len(words.split()) <= _FEW or re.search(_ABOUT, words) is not None
    if not topics and (inquiry.missing or (inquiry.symbols and is_general)):
        topics = {Topic.POSITION, Topic.WHY}
    if topics > {Topic.HELP}:
        topics -= {Topic.HELP}
    return tuple(topic for topic in Topic if topic in topics) or (Topic.HELP,)


_TELL_WHY_NOT = frozenset({Topic.STATUS, Topic.OPTIMIZER, Topic.CHANGES, Topic.TRIGGERS})
"""Topics that say themselves why something is not so."""
_EXPLAINED = frozenset(
    {Topic.WHY, Topic.PRICE, Topic.RISK, Topic.MACRO, Topic.POSITION, Topic.PERFORMANCE}
    | {Topic.OPTIMIZER, Topic.MODE, Topic.STATUS, Topic.ORDERS, Topic.AI, Topic.SCHEDULE}
)
"""What the words of a term would ask for where it is not its meaning that is asked."""
_PAST = frozenset({Topic.PERFORMANCE, Topic.POSITION, Topic.STATUS, Topic.SCHEDULE, Topic.ORDERS})


def _with_period(words: str, topics: set[Topic], inquiry: Inquiry) -> set[Topic]:
    """With what happened in a period, where that is asked and nothing narrower of it."""
    if inquiry.wants_trades and Topic.WHY not in topics:
        return (topics - _PAST) | {Topic.PERIOD}
    narrower = {Topic.WHY, Topic.MACRO, Topic.CHANGES, Topic.AI_RECORD, Topic.TRIGGERS}
    narrower |= {Topic.FORECAST, Topic.OPTIMIZER, Topic.TERMS}
    if inquiry.period is None or topics & narrower:
        return topics
    is_bare = not topics and len(words.split()) <= _FEW
    if is_bare or re.search(_HAPPENED, words):
        return (topics - _PAST - {Topic.RISK}) | {Topic.PERIOD}
    return topics


def _trades_listed(words: str) -> int:
    counted = re.search(_COUNTED_TRADES, words)
    if counted is not None:
        return min(int(counted[1]), _MOST_LISTED)
    return _LISTED if re.search(_SHOWN_TRADES, words) else 0


def _why(words: str) -> Why:
    if re.search(_NOT, words):
        return Why.NO_TRADE
    if re.search(_EXIT, words):
        return Why.EXIT
    return Why.ENTRY if re.search(_ENTRY, words) else Why.DECISION


def _terms(words: str) -> tuple[Term, ...]:
    """The terms whose meaning is asked."""
    if re.search(r"\bwhy\b", words):
        return ()
    if re.search(_DEFINES, words):
        return tuple(term for term in TERMS if _names(term, words))[:3]
    if re.search(_MAY_SHORT, words):
        return tuple(term for term in TERMS if term.name == "SHORT")
    if re.search(_TRAILS, words):
        return tuple(term for term in TERMS if term.name == "trailing stop")
    if re.search(_IS, words):
        asked = re.sub(_HERE, "", re.sub(_IS, "", words))
        is_general = re.match(r"an? ", asked) is not None
        bare = re.sub(_ARTICLE, "", asked)
        return tuple(t for t in TERMS if (t.is_technical or is_general) and bare in t.words)
    return ()


def _names(term: Term, words: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", words) for word in term.words)
