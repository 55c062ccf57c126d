"""The whole answer: what is wrong first, then each topic in its order."""

from collections.abc import Callable, Mapping

from bot.assistant.answers import (
    calendar,
    configs,
    limits,
    market,
    opinions,
    past,
    position,
    process,
    risk,
    triggers,
    why,
)
from bot.assistant.answers.wording import sentence
from bot.assistant.evidence import Evidence
from bot.assistant.fact import Fact, Told
from bot.assistant.question import Inquiry, Topic
from bot.domain import TradingState

Tell = Callable[[Inquiry, Evidence], Told]
_TELLERS: Mapping[Topic, Tell] = {
    Topic.REFUSED: limits.refused,
    Topic.COMMAND: limits.command,
    Topic.LANGUAGE: limits.language,
    Topic.ADVICE: limits.advice,
    Topic.FORECAST: limits.forecast,
    Topic.STATUS: process.status,
    Topic.MODE: process.mode,
    Topic.SYMBOLS: process.symbols,
    Topic.TERMS: market.terms,
    Topic.POSITION: position.position,
    Topic.WHY: why.why,
    Topic.TRIGGERS: triggers.triggers,
    Topic.RISK: risk.risk,
    Topic.MACRO: opinions.macro,
    Topic.CALENDAR: calendar.calendar,
    Topic.AI: opinions.ai,
    Topic.AI_RECORD: opinions.ai_record,
    Topic.PRICE: market.price,
    Topic.SCHEDULE: market.schedule,
    Topic.STRATEGY: configs.strategy,
    Topic.CHANGES: configs.changes,
    Topic.OPTIMIZER: configs.optimizer,
    Topic.PERIOD: past.period,
    Topic.ORDERS: past.orders,
    Topic.PERFORMANCE: past.performance,
    Topic.HELP: limits.usage,
}
NEEDS_NO_STATE = frozenset(
    {Topic.REFUSED, Topic.COMMAND, Topic.LANGUAGE, Topic.ADVICE, Topic.FORECAST, Topic.TERMS}
)
"""Topics that are told before the bot's first cycle too."""


def answered(inquiry: Inquiry, evidence: Evidence) -> Told:
    """Sentences, each with the time of what it tells, and all facts behind them."""
    told = [*_first(inquiry, evidence), *_topics(inquiry, evidence), *_problems(evidence)]
    text = ""
    for part in told:
        text = f"{text} {part.dated(text)}".strip()
    facts: dict[Fact, None] = dict.fromkeys(fact for part in told for fact in part.facts)
    return Told(text=text, facts=tuple(facts))


def _topics(inquiry: Inquiry, evidence: Evidence) -> list[Told]:
    if evidence.state is not None and inquiry.missing and not inquiry.symbols:
        return []  # what is on record of another symbol is no answer
    if evidence.state is not None:
        return [_TELLERS[topic](inquiry, evidence) for topic in inquiry.topics]
    told = [_TELLERS[each](inquiry, evidence) for each in inquiry.topics if each in NEEDS_NO_STATE]
    if set(inquiry.topics) <= {Topic.REFUSED, Topic.COMMAND}:
        return told
    return [*told, Told(text=limits.NO_STATE)]


def _first(inquiry: Inquiry, evidence: Evidence) -> list[Told]:
    """What must be known before anything else: assets that are not there, old values, a halt."""
    if set(inquiry.topics) & {Topic.REFUSED, Topic.COMMAND}:
        return []
    if evidence.state is None:
        return []
    told = []
    if inquiry.missing:
        known = ", ".join(evidence.symbols[:10]) or "none yet"
        missing = " and ".join(inquiry.missing)
        told.append(Told(text=f"{missing} is not on this volume; known: {known}."))
    if evidence.silence is not None:
        told.append(Told(text=evidence.silence))
    is_halted = evidence.permit.state is TradingState.HALTED
    if is_halted and not set(inquiry.topics) & {Topic.STATUS, Topic.RISK, Topic.TRIGGERS}:
        told.append(risk.trading_state(evidence.permit))
    return told


def _problems(evidence: Evidence) -> list[Told]:
    return [Told(text=f"Not everything could be read: {sentence(p)}") for p in evidence.problems]
