"""Open positions as they stand: distances, and what their stops would cost."""

from typing import Any

from api.account.accounts import Account
from api.account.clock import account_now
from api.account.lookup import entry_decision
from api.account.periods import percent_of
from api.account.portfolio import Portfolio
from api.schemas import PositionView, read_as
from bot.domain import Action, BotState
from bot.domain.freshness import freshness


def positions_of(portfolio: Portfolio) -> list[PositionView]:
    """The accounts that hold something, each with its own age."""
    held = (one for one in portfolio.accounts if one.state.position is not Action.FLAT)
    return [_view(account, portfolio) for account in held]


def loss_if_stopped(state: BotState) -> float | None:
    """What the position has gained once its stop has filled at its price; negative: lost.

    Fees of both sides and slippage included, as bot.rules closes a position; that one is compiled,
    and this process loads no compiler. None where no stop is known.
    """
    if state.stop_price is None or state.quantity is None or state.entry_price is None:
        return None
    fee_pct, slippage_pct = _cost(state, "fee_pct"), _cost(state, "slippage_pct")
    price = state.stop_price * (1.0 - state.position.sign * slippage_pct)
    gross = state.position.sign * state.quantity * (price - state.entry_price)
    exit_fee = state.quantity * price * fee_pct
    return gross - (state.entry_fee or 0.0) - exit_fee


def _entering_id(account: Account) -> str | None:
    """The decision that entered; a state of an older version does not name it."""
    state = account.state
    if state.entry_signal_id is not None or state.entry_time is None:
        return state.entry_signal_id
    signal = entry_decision(account.store, None, state.entry_time)
    return None if signal is None else signal.id


def _cost(state: BotState, name: str) -> float:
    """A cost of the config in use; 0 where its state does not say it."""
    value = state.config.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _view(account: Account, portfolio: Portfolio) -> PositionView:
    state = account.state
    age = freshness(state, portfolio.now)
    clock = account_now(state, portfolio.now)
    seconds = None if state.entry_time is None else (clock - state.entry_time).total_seconds()
    values: dict[str, Any] = {
        **{name: getattr(state, name) for name in _OF_THE_STATE},
        "direction": state.position,
        **_unrealized(state),
        "distance_to_stop_pct": _distance_pct(state, state.stop_price, -1),
        "distance_to_target_pct": _distance_pct(state, state.target_price, 1),
        "loss_if_stopped": loss_if_stopped(state),
        "age_seconds": None if seconds is None else max(seconds, 0.0),
        "signal_id": _entering_id(account),
        "as_of": age.as_of,
        "stale": age.stale,
    }
    return read_as(PositionView, values, "a position")


_OF_THE_STATE = (
    *("symbol", "quantity", "entry_time", "entry_price", "last_price", "stop_price"),
    *("target_price", "entry_fee", "closing", "mode"),
)


def _unrealized(state: BotState) -> dict[str, float | None]:
    """The open profit with the fee of the entry paid, as an account adds it up."""
    if state.unrealized_pnl is None:
        return {"unrealized_pnl": None, "unrealized_pnl_pct": None}
    gained = state.unrealized_pnl - (state.entry_fee or 0.0)
    entered = (state.quantity or 0.0) * (state.entry_price or 0.0)
    return {"unrealized_pnl": gained, "unrealized_pnl_pct": percent_of(gained, entered)}


def _distance_pct(state: BotState, price: float | None, side: int) -> float | None:
    """How far the last price is from an order, in percent of it; negative: it is beyond."""
    if price is None or not state.last_price:
        return None
    return side * state.position.sign * (price / state.last_price - 1.0) * 100.0
