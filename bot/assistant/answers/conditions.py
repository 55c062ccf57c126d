"""Which condition of the rule kept a decision from entering."""

from collections.abc import Mapping
from typing import Any

from bot.assistant.answers.wording import leaning, text_of, value_of
from bot.assistant.formats import score
from bot.domain import Action, SignalEvent, WithheldReason

_WITHHELD: Mapping[str, str] = {
    WithheldReason.LATE_SOURCE: "a source whose candles came too late",
    WithheldReason.UNUSABLE_STRATEGY: "a strategy that cannot be used",
    WithheldReason.STANDS_ASIDE: "the standing of the config (it was shown to lose)",
    WithheldReason.RISK_LIMIT: "a risk limit",
    WithheldReason.TRADING_STATE: "the trading state",
    WithheldReason.BLACKOUT: "a blackout around a scheduled event",
}


def failed_condition(
    signal: SignalEvent, policy: Mapping[str, Any], config: Mapping[str, Any]
) -> str:
    """In words, the condition for which a decision entered nothing."""
    if signal.withheld is not None:
        otherwise = f"a {str(signal.withheld).replace('_', ' ')}"
        return f"{_WITHHELD.get(signal.withheld, otherwise)}, which withheld the entry"
    if signal.action is Action.SHORT and config.get("allow_short") is False:
        return "the direction: the decision is SHORT, and the config allows no short positions"
    if signal.action is not Action.FLAT:
        return f"none: the decision is {signal.action}"
    if signal.ai_override_active:
        return "the AI, which overrides the technical signal"
    technical = text_of(signal.technical, "action")
    if technical == Action.FLAT:
        return "the technical signal: no rule of the strategy holds"
    return _too_unsure(signal, policy)


def _too_unsure(signal: SignalEvent, policy: Mapping[str, Any]) -> str:
    """A technical opinion that is there, and too weak."""
    least = value_of(policy, "min_confidence")
    if least is None or signal.confidence >= least:
        return "the decision itself, as its reason says"
    words = (
        f"the confidence: {score(signal.confidence)} is below the minimum {score(least)} for the "
        f"technical {text_of(signal.technical, 'action')}"
    )
    before = value_of(signal.technical, "confidence")
    if before is not None and before >= least:
        bias = value_of(signal.macro, "bias")
        return (
            f"macro: its {leaning(bias)} bias {score(bias, signed=True)} weakened the technical "
            f"confidence {score(before)} to {score(signal.confidence)}, below the minimum "
            f"{score(least)}"
        )
    return words


def condition_name(condition: str) -> str:
    """What a condition is called where many are counted."""
    return condition.partition(":")[0].partition(",")[0].removeprefix("the ")
