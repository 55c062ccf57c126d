"""Balance, position and totals of one symbol: a fold over its fills."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.domain import Action, BotState, Candle, Fill, PositionReport, Trade
from bot.trading.books.exact_numbers import exact_fill, like, of_kind
from bot.trading.books.round_trip import RoundTrip

_REMEMBERED = 256
"""How many trade ids a ledger knows again: a venue repeats its last fills, not older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the fills so far come to; money is in quote currency.

    In `balance` the fee of every fill is paid and the profit of every exit gained; `round_trip` is
    the open one. `fees_paid` and `trades` count closed ones only. `counted` are the last trade ids.
    Opened with a Decimal it folds Decimal fills, exactly: its numbers are fractions then, so that
    not even the mean price of an entry in parts is rounded.
    """

    balance: float
    initial_balance: float
    round_trip: RoundTrip | None = None
    fees_paid: float = 0
    trades: int = 0
    counted: tuple[str, ...] = ()

    @classmethod
    def opened(cls, balance: float | Decimal) -> "Ledger":
        """A ledger with a balance and no position."""
        number = of_kind(balance)
        return cls(balance=number, initial_balance=number)

    @classmethod
    def restored(cls, state: BotState) -> "Ledger":
        """The ledger that a state was written from.

        StateError where the state has a position without its prices.
        """
        position = PositionReport.in_state(state)
        return cls(
            balance=state.balance,
            initial_balance=state.initial_balance,
            round_trip=None if position is None else RoundTrip.kept(position, state),
            fees_paid=state.fees_paid,
            trades=state.trades,
        )

    @property
    def direction(self) -> Action:
        """What is held; FLAT = nothing."""
        return Action.FLAT if self.round_trip is None else self.round_trip.direction

    def equity(self, price: float) -> float:
        """Balance plus open profit at a price, before any exit cost."""
        held = self.round_trip
        if held is None:
            return self.balance
        return self.balance + held.open_profit(like(self.balance, price))

    def after_candle(
        self, fills: Iterable[Fill], candle: Candle, signal_id: str | None = None
    ) -> "Booking":
        """With the fills that lie in a candle which has closed, as `after`, and with its prices
        where a position was held in it.
        """
        held = self.round_trip
        into = self if held is None else replace(self, round_trip=held.held_into(candle))
        booking = into.after(fills, signal_id)
        held = booking.ledger.round_trip
        if held is None:
            return booking
        through = replace(booking.ledger, round_trip=held.held_through(candle))
        return replace(booking, ledger=through)

    def after(self, fills: Iterable[Fill], signal_id: str | None = None) -> "Booking":
        """With further fills, in the order in which they happened.

        A fill whose trade id is counted already changes nothing; `signal_id` is the decision that
        entries are made on, where their fills do not say it. StateError where a fill exits more
        than is held, or enters against it.
        """
        ledger, trades, fees = self, [], []
        for fill in map(exact_fill, fills):
            if fill.trade_id in ledger.counted:
                continue
            ledger, closed = ledger._with(fill, signal_id)
            if closed is not None:
                trades.append(closed.trade(fill))
                fees.append(closed.fees)
        if trades:
            fees_paid = self.fees_paid + sum(fees)
            ledger = replace(ledger, fees_paid=fees_paid, trades=self.trades + len(trades))
        return Booking(ledger=ledger, trades=tuple(trades))

    def _with(self, fill: Fill, signal_id: str | None) -> "tuple[Ledger, RoundTrip | None]":
        before = self.round_trip
        held = RoundTrip.begun(fill, signal_id) if before is None else before.after(fill)
        gain = 0 if before is None else before.gain_of(fill)
        is_closed = held.quantity == 0
        after = replace(
            self,
            balance=self.balance + gain - fill.fee,
            round_trip=None if is_closed else held,
            counted=(*self.counted, fill.trade_id)[-_REMEMBERED:],
        )
        return after, held if is_closed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A ledger after some fills, and the round trips that they closed."""

    ledger: Ledger
    trades: tuple[Trade, ...]
