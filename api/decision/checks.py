"""What a technical signal passes on its way to an entry, each with the last decision's values."""

from collections.abc import Mapping

from api.schemas import CheckView
from bot.assistant import value_of
from bot.domain import Action, BotState, TradingPermit, WithheldReason

_WITHHELD: Mapping[str, str] = {
    WithheldReason.LATE_SOURCE: "the source's candles came too late",
    WithheldReason.UNUSABLE_STRATEGY: "the strategy cannot be used",
    WithheldReason.STANDS_ASIDE: "the config was shown to lose, and the bot stands aside",
    WithheldReason.RISK_LIMIT: "a limit of the account is reached",
    WithheldReason.TRADING_STATE: "the trading state allows no entry",
    WithheldReason.BLACKOUT: "a scheduled event is near",
}


def checks_of(state: BotState, permit: TradingPermit) -> tuple[CheckView, ...]:
    """The checks in their order; those that the state says nothing of are left out."""
    found = (
        _macro(state),
        _ai(state),
        _confidence(state),
        _direction(state),
        _withheld(state),
        _permitted(permit),
    )
    return tuple(check for check in found if check is not None)


def _macro(state: BotState) -> CheckView | None:
    bias, confidence = value_of(state.macro, "bias"), value_of(state.macro, "confidence")
    technical = None if state.technical is None else state.technical.get("action")
    if not bias or confidence is None or technical in (None, Action.FLAT):
        return None
    agrees = (bias > 0) is (technical == Action.LONG)
    verb = "strengthens" if agrees else "weakens"
    text = f"bias {bias:+.2f} at confidence {confidence:.2f} {verb} the {technical}"
    return CheckView(name="Macro", text=text, passes=None)


def _ai(state: BotState) -> CheckView | None:
    level = value_of(state.policy, "ai_override_confidence")
    confidence = value_of(state.ai, "confidence")
    if state.ai is None or level is None or confidence is None:
        return None
    opinion = f"{state.ai.get('action')} {confidence:.2f}"
    if state.ai_override_active:
        text = f"{opinion} is above {level:g} and overrides the technical signal"
        return CheckView(name="AI", text=text, passes=None)
    text = f"{opinion}, overrides above {level:g}: it does not"
    return CheckView(name="AI", text=text, passes=None)


def _confidence(state: BotState) -> CheckView | None:
    least = value_of(state.policy, "min_confidence")
    if least is None:
        return None
    text = f"{state.confidence:.2f}, at least {least:g} is needed"
    return CheckView(name="Confidence", text=text, passes=state.confidence >= least)


def _direction(state: BotState) -> CheckView | None:
    if state.last_signal is not Action.SHORT:
        return None
    allows = state.config.get("allow_short") is True
    text = "shorts are on" if allows else "SHORT, not taken: shorts are off"
    return CheckView(name="Direction", text=text, passes=allows)


def _withheld(state: BotState) -> CheckView | None:
    if state.withheld is None:
        return None
    text = _WITHHELD.get(state.withheld, str(state.withheld).replace("_", " "))
    return CheckView(name="Withheld", text=text, passes=False)


def _permitted(permit: TradingPermit) -> CheckView:
    text = "entries are allowed" if permit.allows_entries else str(permit)
    return CheckView(name="Trading state", text=text, passes=permit.allows_entries)
