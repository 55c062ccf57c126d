"""A decision of which nothing may be entered."""

from dataclasses import replace

from bot.domain import Action, Decision, StrategyConfig, WithheldReason


def closes(wanted: Action, held: Action, config: StrategyConfig) -> bool:
    """Whether a decision closes what is held."""
    return config.exit_on_opposite_signal and wanted.sign * held.sign < 0


def enters(wanted: Action, held: Action, config: StrategyConfig) -> bool:
    """Whether a decision enters a position: there is none, or it closes the other one first."""
    if wanted is Action.FLAT or (wanted is Action.SHORT and not config.allow_short):
        return False
    return held is Action.FLAT or closes(wanted, held, config)


def without_entry(
    decision: Decision, held: Action, config: StrategyConfig, why: str, withheld: WithheldReason
) -> Decision:
    """The decision made while `held` is held, with entries withheld because of `why`.

    FLAT, but where it closes what is held: that much of it stays.
    """
    wanted = decision.action
    if wanted is Action.FLAT:
        return decision
    aside = replace(decision, withheld=withheld)
    if closes(wanted, held, config):
        reason = f"{wanted} closes the {held} and enters nothing: {why}"
        return replace(aside, reason=f"{reason}; {decision.reason}")
    return without_order(decision, why, withheld)


def without_order(decision: Decision, why: str, withheld: WithheldReason) -> Decision:
    """FLAT for the decision, which neither enters nor closes because of `why`."""
    wanted = decision.action
    if wanted is Action.FLAT:
        return decision
    return replace(
        decision,
        action=Action.FLAT,
        confidence=0.0,
        reason=f"no trade: {why}, {wanted} is not entered; {decision.reason}",
        withheld=withheld,
    )
