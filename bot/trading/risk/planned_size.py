"""How large an entry is that is planned, in money."""

from bot.domain import Action, BotState, EntryBasis, StrategyConfig
from bot.rules import entry_plan


def planned_notional(
    config: StrategyConfig,
    basis: EntryBasis,
    *,
    balance: float,
    direction: Action,
    price: float,
) -> float:
    """What an entry near a price takes, in quote currency; exact for fixed sizes, whatever it
    fills at.
    """
    plan = entry_plan(
        config, basis, balance=float(balance), direction=direction, fill_price=float(price)
    )
    return plan.quantity * price


def pending_exposure(state: BotState, config: StrategyConfig) -> float:
    """What is about to be entered by the decision that a state waits to act on, negative for a
    SHORT; 0 where nothing is.
    """
    wanted, price = state.pending_action, state.last_price
    if wanted is Action.FLAT or price is None or state.withheld is not None:
        return 0.0
    if state.position is not Action.FLAT or (wanted is Action.SHORT and not config.allow_short):
        return 0.0
    notional = planned_notional(
        config, EntryBasis.in_state(state), balance=state.balance, direction=wanted, price=price
    )
    return wanted.sign * notional * (state.entry_scale or 1.0)
