"""A position from its first entry fill to the exit fill that leaves nothing of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import Action, BotState, Candle, Fill, PositionReport, Trade
from bot.domain.errors import StateError
from bot.trading.books.exact_numbers import plain
from bot.trading.books.held_prices import HeldPrices


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """What its fills made of it so far: `entered` and `exited` are quantities, each with the mean
    price of its fills and their fees; `gross` is the profit of what was exited, before any fee.
    `signal_id` is the decision that entered. `prices` are those it was held between, None where a
    part of its time is not on record; `entered_inside` its first candle, not at the open of it.
    `seen_until` is the last candle that it seemed to be held through, `prices_before` are those
    without it: a venue may tell of an exit later than the candle closed that it lies in.
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
    signal_id: str | None = None
    prices: HeldPrices | None = None
    entered_inside: bool = False
    prices_before: HeldPrices | None = None
    seen_until: datetime | None = None

    @classmethod
    def begun(cls, fill: Fill, signal_id: str | None = None) -> "RoundTrip":
        """The round trip that an entry fill begins; StateError for the fill of an exit.

        `signal_id` is the decision that is acted on, where the fill does not say it.
        """
        if not fill.is_entry:
            raise StateError(f"need a position for the exit {fill.trade_id}, was none")
        return cls(
            direction=Action.of_sign(fill.side.sign),
            entry_time=fill.candle_time,
            entered=fill.quantity,
            entry_price=fill.price,
            entry_fee=fill.fee,
            signal_id=fill.signal_id or signal_id,
            prices=HeldPrices.of(plain(fill.price)),
            entered_inside=fill.filled_at != fill.candle_time,
        )

    @classmethod
    def kept(cls, position: PositionReport, state: BotState) -> "RoundTrip":
        """The round trip that the position of a state is the open part of, as if nothing had been
        exited.
        """
        return cls(
            direction=position.direction,
            entry_time=position.entry_time,
            entered=position.quantity,
            entry_price=position.entry_price,
            entry_fee=position.entry_fee,
            signal_id=state.entry_signal_id,
            prices=HeldPrices.kept(state),
        )

    def remembering(self, state: BotState) -> "RoundTrip":
        """With the prices that a state knows of the same round trip beside those of its fills."""
        if state.entry_time != self.entry_time or self.prices is None:
            return self
        return replace(self, prices=self.prices.and_those(HeldPrices.kept(state)))

    @property
    def quantity(self) -> float:
        """What is still held: the sum of the fills."""
        return self.entered - self.exited

    @property
    def fees(self) -> float:
        """What was paid so far."""
        return self.entry_fee + self.exit_fee

    def held_into(self, candle: Candle) -> "RoundTrip":
        """With the open of a candle, where it was held before it."""
        return self._at(candle.open) if self.entry_time < candle.open_time else self

    def held_through(self, candle: Candle) -> "RoundTrip":
        """With a candle at whose close it is held: all of it, or the close where the entry was
        inside it.
        """
        if self.entry_time > candle.open_time:
            return self
        is_part = self.entry_time == candle.open_time and self.entered_inside
        through = self._at(candle.close) if is_part else self._at(candle.high, candle.low)
        return replace(through, prices_before=self.prices, seen_until=candle.open_time)

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
        held = self._at(plain(fill.price))
        return held._added(fill) if adds else held._exited(fill)

    def trade(self, fill: Fill) -> Trade:
        """The closed round trip; `fill` is the one that left nothing."""
        if fill.exit_reason is None:
            raise StateError(f"need the fill of an exit to close a trade, was {fill.trade_id}")
        pnl, bracket, prices = self.gross - self.fees, fill.bracket, self._prices_until(fill)
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
            signal_id=self.signal_id,
            stop_price=None if bracket is None else bracket.stop_price,
            target_price=None if bracket is None else bracket.target_price,
            last_stop_price=None if bracket is None else bracket.last_stop_price,
            highest_price=None if prices is None else prices.highest,
            lowest_price=None if prices is None else prices.lowest,
        )

    def _prices_until(self, fill: Fill) -> HeldPrices | None:
        """Without a candle that it was not held through, as the fill that closes it shows."""
        is_late = self.seen_until is not None and fill.candle_time <= self.seen_until
        known = self.prices_before if is_late else self.prices
        return None if known is None else known.and_prices(plain(fill.price))

    def _at(self, *prices: float) -> "RoundTrip":
        if self.prices is None:
            return self
        return replace(self, prices=self.prices.and_prices(*prices))

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
