"""Why a decision is what it is, in one sentence."""

from typing import NamedTuple

from bot.domain import Action, DecisionPolicy, MacroInsight, PredictionSnapshot, Signal


class StatedOpinion(NamedTuple):
    """The part of an opinion that the reason of a decision repeats."""

    action: Action
    confidence: float
    reason: str


def reason_of(
    action: Action,
    confidence: float,
    override: bool,
    technical: Signal | StatedOpinion,
    ai: PredictionSnapshot | StatedOpinion | None,
    macro: MacroInsight | None,
    policy: DecisionPolicy,
) -> str:
    """One sentence: what is done, which opinion carried it, or which condition failed."""
    base = f"technical {technical.action} {technical.confidence:.2f}: {technical.reason}"
    news = f"; {macro.summary}" if macro is not None and macro.events else ""
    if override and ai is not None:
        return (
            f"{action}: AI {ai.action} {ai.confidence:.2f} is above its threshold "
            f"{policy.ai_override_confidence:g} and overrides {base}{news}"
        )
    by_ai = ai is not None and policy.ai_override_confidence < ai.confidence == confidence
    if action is not Action.FLAT:
        agrees = ", which the AI lends it by agreeing" if by_ai else ""
        return f"{action} at confidence {confidence:.2f}{agrees}: {base}{news}"
    if technical.action is Action.FLAT:
        return f"no trade: {base}{news}"
    whose = f"AI {ai.action} " if ai is not None and by_ai else ""
    return (
        f"no trade: {whose}confidence {confidence:.3f} is below the minimum "
        f"{policy.min_confidence:g}; {base}{news}"
    )
