"""Stop, target and size of an entry, worked out from what the state knows.

Orders are sized by the compiled rules (bot.rules), which this process does not load; a test holds
the two equal.
"""

from dataclasses import dataclass

from api.schemas import PlanView
from bot.domain import Action, BotState, PositionSizing, StopType, StrategyConfig
from bot.domain.errors import ConfigError


def plan_of(state: BotState) -> PlanView | None:
    """The entry that is held, else the one that would be made at the last price.

    Its direction is that of the decision, LONG where that is for none. None where the config or the
    price is not known.
    """
    if state.position is not Action.FLAT:
        return _view(_held(state), direction=state.position, is_held=True, note=None)
    config = _config(state)
    if config is None or state.last_price is None or not state.last_price > 0:
        return None
    direction = Action.SHORT if state.last_signal is Action.SHORT else Action.LONG
    if direction is Action.SHORT and not config.allow_short:
        direction = Action.LONG
    entry = _planned(state, config, direction.sign, state.last_price)
    return _view(entry, direction=direction, is_held=False, note=entry.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where an entry lies and what protects it."""

    price: float | None
    quantity: float | None
    stop_price: float | None
    target_price: float | None
    note: str | None = None


def _held(state: BotState) -> Entry:
    return Entry(
        price=state.entry_price,
        quantity=state.quantity,
        stop_price=state.stop_price,
        target_price=state.target_price,
    )


def _config(state: BotState) -> StrategyConfig | None:
    """The config in use; None where the state has none of this version's."""
    try:
        return StrategyConfig(**state.config)
    except (ConfigError, TypeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Distances:
    """Of stop and target from the fill as fractions, and the risk in percent of the balance."""

    stop: float
    target: float
    risk_pct: float


def _planned(state: BotState, config: StrategyConfig, sign: int, price: float) -> Entry:
    """The entry that is filled at a price."""
    distances = distances_of(config, sign, price, state.atr, state.kelly)
    if distances is None:
        lacks = "the ATR is not known, or too wide for this price: nothing is entered"
        return Entry(price=price, quantity=0.0, stop_price=None, target_price=None, note=lacks)
    scale = 1.0 if state.entry_scale is None else state.entry_scale
    quantity = size_of(config, distances, state.balance, price, scale)
    return Entry(
        price=price,
        quantity=quantity,
        stop_price=price * (1.0 - sign * distances.stop),
        target_price=price * (1.0 + sign * distances.target),
        note=None if quantity > 0.0 else "the balance or the limits leave nothing to enter with",
    )


def distances_of(
    config: StrategyConfig, sign: int, price: float, atr: float | None, kelly: float | None
) -> Distances | None:
    """As bot.rules.entry_terms has them; None where nothing can be entered by them."""
    stop, target, risk = config.stop_loss_pct, config.take_profit_pct, config.risk_per_trade_pct
    reach = 0.0 if atr is None else atr / price
    if config.needs_atr and not reach > 0.0:
        return None
    if config.stop_type is StopType.ATR:
        stop, target = config.stop_atr_multiple * reach, config.target_atr_multiple * reach
    if config.position_sizing is PositionSizing.VOLATILITY:
        risk *= stop / reach
    elif config.position_sizing is PositionSizing.KELLY and kelly is not None:
        risk = 100.0 * config.kelly_fraction * kelly
    below = stop if sign > 0 else target
    if not (below < 1.0 and 1.0 + min(stop, target) > 1.0):
        return None
    return Distances(stop=stop, target=target, risk_pct=risk)


def size_of(
    config: StrategyConfig, distances: Distances, balance: float, price: float, scale: float
) -> float:
    """As bot.rules.calculate_position_size has it, of `scale` of the risk and of the most."""
    risk_of_one = price * distances.stop
    if not (balance > 0.0 and risk_of_one > 0.0):
        return 0.0
    at_risk = balance * distances.risk_pct * scale / 100.0 / risk_of_one
    most = config.max_position_pct / 100.0 * scale
    return min(at_risk, most * balance / (price * (1.0 + config.fee_pct)))


def _view(entry: Entry, *, direction: Action, is_held: bool, note: str | None) -> PlanView:
    at_stop = _result(entry, entry.stop_price, direction)
    at_target = _result(entry, entry.target_price, direction)
    ratio = None if not at_stop or at_target is None else at_target / -at_stop
    return PlanView(
        direction=direction,
        is_held=is_held,
        price=entry.price,
        quantity=entry.quantity,
        notional=_product(entry.quantity, entry.price),
        stop_price=entry.stop_price,
        stop_pct=_apart(entry.stop_price, entry.price),
        target_price=entry.target_price,
        target_pct=_apart(entry.target_price, entry.price),
        at_stop=at_stop,
        at_target=at_target,
        reward_to_risk=ratio,
        note=note,
    )


def _result(entry: Entry, price: float | None, direction: Action) -> float | None:
    if price is None or entry.price is None or entry.quantity is None:
        return None
    return (price - entry.price) * entry.quantity * direction.sign


def _product(quantity: float | None, price: float | None) -> float | None:
    return None if quantity is None or price is None else quantity * price


def _apart(level: float | None, price: float | None) -> float | None:
    return None if level is None or not price else (level / price - 1.0) * 100.0
