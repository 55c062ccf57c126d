"""The money of accounts added up, from their latest states alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.account.positions import loss_if_stopped
from bot.domain import Action, BotState


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over accounts; `realized` and `unrealized` are together what `equity` has gained.

    Each is of numbers of one state that cancel exactly where nothing is held.
    """

    equity: float
    initial_balance: float
    realized: float
    unrealized: float
    fees_paid: float
    at_risk: float
    open_positions: int
    trades: int

    @property
    def gained(self) -> float:
        """All P&L."""
        return self.equity - self.initial_balance


def totals_of(states: Sequence[BotState]) -> Totals:
    """The sums, in the order of the states."""
    return Totals(
        equity=sum(state.equity for state in states),
        initial_balance=sum(state.initial_balance for state in states),
        realized=sum(map(realized_pnl, states)),
        unrealized=sum(map(unrealized_pnl, states)),
        fees_paid=sum(state.fees_paid + entry_fee(state) for state in states),
        at_risk=sum(map(at_risk, states)),
        open_positions=sum(state.position is not Action.FLAT for state in states),
        trades=sum(state.trades for state in states),
    )


def realized_pnl(state: BotState) -> float:
    """What closed trades came to after fees, and the parts of the open one that were exited."""
    return state.balance - state.initial_balance + entry_fee(state)


def unrealized_pnl(state: BotState) -> float:
    """What is held has gained, the fee of its entry paid."""
    return state.equity - state.balance - entry_fee(state)


def at_risk(state: BotState) -> float:
    """What is lost if the stop fills at its price (negative: gained); 0 where none is known."""
    loss = None if state.position is Action.FLAT else loss_if_stopped(state)
    return -loss if loss else 0.0


def entry_fee(state: BotState) -> float:
    """What the entry of what is held has cost; 0 where nothing is."""
    return 0.0 if state.position is Action.FLAT else state.entry_fee or 0.0
