"""A position from its first entry fill to the exit fill that leaves nothing of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import Action, Fill, PositionReport, Trade
from bot.domain.errors import StateError
from bot.trading.exact_numbers import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """What its fills made of it so far: `entered` and `exited` are quantities, each with the mean
    price of its fills and their fees; `gross` is the profit of what was exited, before any fee.
    """

    direction: Action
    entry_time: datetime
    entered: float
    entry_price: float
    entry_fee: float
    exited: float = 0
    exit_price: float = 0
    exit_fee: float = 0
    gross: float = 0

    @classmethod
    def begun(cls, fill: Fill) -> "RoundTrip":
        """The round trip that an entry fill begins; StateError for the fill of an exit."""
        if not fill.is_entry:
            raise StateError(f"need a position for the exit {fill.trade_id}, was none")
        return cls(
            direction=Action.of_sign(fill.side.sign),
            entry_time=fill.candle_time,
            entered=fill.quantity,
            entry_price=fill.price,
            entry_fee=fill.fee,
        )

    @classmethod
    def reported(cls, position: PositionReport) -> "RoundTrip":
        """The round trip that a position is the open part of, as if nothing had been exited."""
        return cls(
            direction=position.direction,
            entry_time=position.entry_time,
            entered=position.quantity,
            entry_price=position.entry_price,
            entry_fee=position.entry_fee,
        )

    @property
    def quantity(self) -> float:
        """What is still held: the sum of the fills."""
        return self.entered - self.exited

    @property
    def fees(self) -> float:
        """What was paid so far."""
        return self.entry_fee + self.exit_fee

    def open_profit(self, price: float) -> float:
        """What the part still held has gained at a price, before any exit cost."""
        return self.direction.sign * self.quantity * (price - self.entry_price)

    def gain_of(self, fill: Fill) -> float:
        """The profit that a fill realizes, before any fee; an entry realizes none."""
        if fill.is_entry:
            return 0
        return self.direction.sign * fill.quantity * (fill.price - self.entry_price)

    def after(self, fill: Fill) -> "RoundTrip":
        """With one more fill; StateError where it exits more than is held, or enters against it."""
        adds = fill.side.sign == self.direction.sign
        if adds is not fill.is_entry or (not adds and fill.quantity > self.quantity):
            raise StateError(
                f"need fills that add to the {self.direction} of {self.quantity} or exit at most "
                f"that much, was a {fill.side} of {fill.quantity} ({fill.trade_id})"
            )
        return self._added(fill) if adds else self._exited(fill)

    def trade(self, fill: Fill) -> Trade:
        """The closed round trip; `fill` is the one that left nothing."""
        if fill.exit_reason is None:
            raise StateError(f"need the fill of an exit to close a trade, was {fill.trade_id}")
        pnl = self.gross - self.fees
        return Trade(
            symbol=fill.symbol,
            direction=self.direction,
            quantity=plain(self.entered),
            entry_time=self.entry_time,
            entry_price=plain(self.entry_price),
            exit_time=fill.candle_time,
            exit_price=plain(self.exit_price),
            fees=plain(self.fees),
            pnl=plain(pnl),
            pnl_pct=plain(pnl / (self.entered * self.entry_price) * 100),
            exit_reason=fill.exit_reason,
        )

    def _added(self, fill: Fill) -> "RoundTrip":
        return replace(
            self,
            entered=self.entered + fill.quantity,
            entry_price=_mean_price(self.entered, self.entry_price, fill),
            entry_fee=self.entry_fee + fill.fee,
        )

    def _exited(self, fill: Fill) -> "RoundTrip":
        return replace(
            self,
            exited=self.exited + fill.quantity,
            exit_price=_mean_price(self.exited, self.exit_price, fill),
            exit_fee=self.exit_fee + fill.fee,
            gross=self.gross + self.gain_of(fill),
        )


def _mean_price(quantity: float, price: float, fill: Fill) -> float:
    """The mean price with one more fill; the first fill's price is kept to the last bit."""
    if not quantity:
        return fill.price
    return (quantity * price + fill.quantity * fill.price) / (quantity + fill.quantity)
