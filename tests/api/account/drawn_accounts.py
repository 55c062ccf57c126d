"""Accounts with a past, kept as the bot keeps them: the real ledger folds every fill."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain import (
    Action,
    BotState,
    CycleRecord,
    EquityPoint,
    ExitReason,
    Fill,
    Side,
    Trade,
    Volume,
)
from bot.trading import Ledger
from tests.support.records import bot_state

START = datetime(2025, 2, 26, 20, tzinfo=UTC)
BALANCE = 1_000.0
FEE = 0.001


@dataclass(frozen=True)
class Step:
    """One candle: its change of price, whether the position is turned over at its open."""

    change: float
    turns: bool


steps = st.lists(
    st.builds(Step, change=st.floats(-0.05, 0.05), turns=st.booleans()), min_size=1, max_size=120
)


def write_account(
    volume: Volume,
    symbol: str,
    steps: Sequence[Step],
    *,
    start: datetime = START,
    candle: timedelta = timedelta(hours=1),
    price: float = 100.0,
    data_source: str = "exchange",
) -> None:
    """Keep one cycle a step: enter at an open where nothing is held, else leave."""
    ledger = Ledger.opened(BALANCE)
    with volume.hold("bot"):
        store = volume.writer(symbol)
        for number, step in enumerate(steps):
            opened = start + number * candle
            trades: tuple[Trade, ...] = ()
            if step.turns:
                booked = ledger.after([_fill(ledger, symbol, price, opened, number)])
                ledger, trades = booked.ledger, booked.trades
            price *= 1 + step.change
            closed = opened + candle
            equity, balance = ledger.equity(price), ledger.balance
            point = EquityPoint(timestamp=closed, symbol=symbol, equity=equity, balance=balance)
            state = _state(ledger, symbol, price, opened, closed, data_source)
            store.commit(CycleRecord(state=state, equity=(point,), trades=trades))
        volume.make_primary(symbol)


def _fill(ledger: Ledger, symbol: str, price: float, at: datetime, number: int) -> Fill:
    held = ledger.round_trip
    quantity = 0.5 * ledger.balance / price if held is None else held.quantity
    return Fill(
        symbol=symbol,
        trade_id=str(number),
        side=Side.BUY if held is None else Side.SELL,
        quantity=quantity,
        price=price,
        fee=quantity * price * FEE,
        filled_at=at,
        candle_time=at,
        exit_reason=None if held is None else ExitReason.SIGNAL,
    )


def _state(
    ledger: Ledger, symbol: str, price: float, opened: datetime, closed: datetime, data_source: str
) -> BotState:
    held = ledger.round_trip
    entry = None if held is None else held.entry_price
    return replace(
        bot_state(1, symbol),
        timestamp=closed,
        heartbeat=closed,
        last_candle_time=opened,
        last_price=price,
        position=Action.FLAT if held is None else Action.LONG,
        entry_price=entry,
        quantity=None if held is None else held.quantity,
        entry_time=None if held is None else held.entry_time,
        entry_fee=None if held is None else held.entry_fee,
        stop_price=None if entry is None else entry * 0.98,
        target_price=None if entry is None else entry * 1.04,
        unrealized_pnl=None if held is None else ledger.equity(price) - ledger.balance,
        balance=ledger.balance,
        initial_balance=BALANCE,
        equity=ledger.equity(price),
        fees_paid=float(ledger.fees_paid),
        trades=ledger.trades,
        config={"fee_pct": FEE, "slippage_pct": 0.0005},
        data_source=data_source,
    )
