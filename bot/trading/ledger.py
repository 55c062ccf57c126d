"""Balance, position and totals of one symbol, as a value that each candle replaces."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import Action, BotState, Candle, ExitReason, StrategyConfig, Trade
from bot.domain.errors import StateError
from bot.exchange.paper import ClosedPosition, PaperExchangeClient
from bot.rules import Account, equity_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account on paper, when its position was entered, and what was paid and closed so far."""

    account: Account
    entry_time: datetime | None
    initial_balance: float
    fees_paid: float = 0.0
    trades: int = 0

    @classmethod
    def opened(cls, balance: float) -> "Ledger":
        """A ledger with a balance and no position."""
        account = PaperExchangeClient.open_account(balance)
        return cls(account=account, entry_time=None, initial_balance=balance)

    @classmethod
    def restored(cls, state: BotState) -> "Ledger":
        """The ledger that a state was written from: position, stop and target as they were.

        StateError where the state has a position without its prices.
        """
        return cls(
            account=_restored_account(state),
            entry_time=state.entry_time,
            initial_balance=state.initial_balance,
            fees_paid=state.fees_paid,
            trades=state.trades,
        )

    @property
    def direction(self) -> Action:
        """What is held; FLAT = nothing."""
        return Action.of_sign(int(self.account.direction))

    def equity(self, price: float) -> float:
        """Balance plus open profit at a price."""
        return equity_at(self.account, price)


def settle(
    ledger: Ledger, wanted: Action, candle: Candle, config: StrategyConfig
) -> tuple[Ledger, tuple[Trade, ...], str]:
    """One candle's fills: the ledger after it, the trades it closed, and what happened in words."""
    fills = PaperExchangeClient.fill(ledger.account, wanted.sign, candle, config)
    trades = tuple(_trade(closed, ledger.entry_time, candle, config) for closed in fills.closed)
    entry_time = candle.open_time if fills.entered else ledger.entry_time
    after = replace(
        ledger,
        account=fills.account,
        entry_time=entry_time if fills.account.direction != 0 else None,
        fees_paid=ledger.fees_paid + sum(trade.fees for trade in trades),
        trades=ledger.trades + len(trades),
    )
    return after, trades, _outcome(ledger, after, wanted, trades, fills.entered, config)


def _trade(
    closed: ClosedPosition, held_since: datetime | None, candle: Candle, config: StrategyConfig
) -> Trade:
    held, done = closed.held, closed.exit
    entry_time = candle.open_time if closed.opened_here else held_since
    if entry_time is None:
        raise StateError("need the entry time of the position that was closed, was none")
    return Trade(
        symbol=config.symbol,
        direction=Action.of_sign(int(held.direction)),
        quantity=held.quantity,
        entry_time=entry_time,
        entry_price=held.entry_price,
        exit_time=candle.open_time,
        exit_price=done.price,
        fees=done.fees,
        pnl=done.pnl,
        pnl_pct=done.pnl / (held.quantity * held.entry_price) * 100.0,
        exit_reason=ExitReason.of_code(int(done.code)),
    )


def _outcome(
    before: Ledger,
    after: Ledger,
    wanted: Action,
    trades: tuple[Trade, ...],
    entered: bool,
    config: StrategyConfig,
) -> str:
    parts = [f"{t.direction} closed by {t.exit_reason} at {t.exit_price:.8g}" for t in trades]
    if entered and not (trades and trades[-1].entry_time == trades[-1].exit_time):
        held = after.account
        parts.append(f"{wanted} entered at {held.entry_price:.8g}")
    elif entered:
        parts.insert(len(parts) - 1, f"{wanted} entered")
    elif wanted is not Action.FLAT:
        parts.append(_no_entry(before, wanted, bool(trades), config))
    if not parts:
        parts.append(
            "nothing held" if after.direction is Action.FLAT else f"{after.direction} held"
        )
    return "; ".join(parts)


def _no_entry(before: Ledger, wanted: Action, closed: bool, config: StrategyConfig) -> str:
    if closed:
        return f"no {wanted} entry at the open that closed a position"
    if before.direction is wanted:
        return f"{wanted} held, the same direction adds nothing"
    if before.direction is not Action.FLAT:
        return f"{before.direction} held, exit_on_opposite_signal is off"
    if wanted is Action.SHORT and not config.allow_short:
        return "no SHORT entry, allow_short is off"
    return f"no {wanted} entry, the balance allows no quantity"


def _restored_account(state: BotState) -> Account:
    if state.position is Action.FLAT:
        return PaperExchangeClient.open_account(state.balance)
    numbers = (
        state.quantity,
        state.entry_price,
        state.stop_price,
        state.target_price,
        state.entry_fee,
    )
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or state.entry_time is None:
        raise StateError(
            f"the state of {state.symbol} holds a {state.position} position without its "
            "quantity, prices or entry time; mend state.json or start with another DATA_DIR"
        )
    return Account(state.balance, state.position.sign, *known)
