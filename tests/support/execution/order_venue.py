"""A venue that knows orders and nothing of decisions: the second ExecutionClient.

It fills a market order at the next open and rests a stop and a target as one pair, of which the
first that is reached cancels the other. No rule of `bot.rules` but the plan of an entry is used, so
equal fills show the rule from two sides. It can fill every order in several parts.
"""

from dataclasses import dataclass, replace
from itertools import count

from bot.domain import NOTHING_KNOWN, Action, Bracket, ExitReason, Fill, PositionReport, Side
from bot.rules import entry_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingPair:
    """A stop and a target for a position: the first that is reached cancels the other."""

    side: Side
    stop_price: float
    target_price: float

    def reached(self, high: float, low: float) -> ExitReason | None:
        """Which order prices between `low` and `high` reach; the stop where they reach both."""
        sells = self.side is Side.SELL
        if low <= self.stop_price if sells else high >= self.stop_price:
            return ExitReason.STOP_LOSS
        if high >= self.target_price if sells else low <= self.target_price:
            return ExitReason.TAKE_PROFIT
        return None


class OrderVenue:
    """One account at a venue that fills every order in `parts` equal parts."""

    def __init__(self, symbol: str, balance: float, *, parts: int = 1) -> None:
        self._symbol = symbol
        self._cash = balance
        self._parts = parts
        self._trade_numbers = count(1)
        self._market_order: Action | None = None
        self._exits_only = False
        self._scale = 1.0
        self._closing: ExitReason | None = None
        self._basis = NOTHING_KNOWN
        self._pair: RestingPair | None = None
        self._held: PositionReport | None = None
        self._sent: dict[object, tuple[Fill, ...]] = {}
        self._newest = None

    def history(self) -> None:
        """None: the state keeps the books."""

    def stories(self) -> tuple[()]:
        """Nothing."""
        return ()

    def refusal(self) -> None:
        """None."""

    def resume(self, reason) -> None:
        """Nothing."""

    def close(self, reason) -> None:
        """Send a market order that exits at the next open, whatever the config says."""
        self._closing = None if self._held is None else reason

    def tend(self) -> tuple[Fill, ...]:
        """Nothing between two candles."""
        return ()

    def filled(self) -> tuple[Fill, ...]:
        """Nothing between two candles."""
        return ()

    def notes(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def submit(self, action, config, *, exits_only=False, scale=1.0, basis=NOTHING_KNOWN):
        """Send a market order for the next open, reduce-only if so told; FLAT sends none."""
        self._scale = scale
        self._basis = basis
        self._exits_only = exits_only
        self._market_order = None if action is Action.FLAT else action
        self._sent.clear()
        return ()

    def withdraw(self) -> None:
        """Cancel the market order; the resting pair stays."""
        self._market_order = None

    def position(self) -> PositionReport | None:
        """What is held, with the prices of the resting pair."""
        return self._held

    def settle(self, candle, config) -> tuple[Fill, ...]:
        """Match the orders with a candle: at its open first, then inside it."""
        if self._newest is not None and candle.open_time <= self._newest:
            return self._sent.get(candle.open_time, ())
        self._newest = candle.open_time
        order, self._market_order = self._market_order, None
        fills = self._resting(candle.open, candle.open, candle, config, at=candle.open)
        closing, self._closing = self._closing, None
        if not fills and closing is not None:
            slipped = candle.open * (1.0 - self._held.direction.sign * config.slippage_pct)
            fills = self._leave(slipped, closing, candle, config)
        elif not fills and order is not None:
            fills = self._market(order, candle, config)
        fills += self._resting(candle.high, candle.low, candle, config)
        self._trail(candle)
        self._sent[candle.open_time] = tuple(fills)
        return tuple(fills)

    def _market(self, order, candle, config) -> list[Fill]:
        fills = []
        if self._held is not None:
            if order is self._held.direction or not config.exit_on_opposite_signal:
                return []
            slipped = candle.open * (1.0 - self._held.direction.sign * config.slippage_pct)
            fills = self._leave(slipped, ExitReason.SIGNAL, candle, config)
        if self._exits_only or (order is Action.SHORT and not config.allow_short):
            return fills
        return fills + self._enter(order, candle, config)

    def _enter(self, order, candle, config) -> list[Fill]:
        price = candle.open * (1.0 + order.sign * config.slippage_pct)
        plan = entry_plan(
            config, self._basis, balance=self._cash, direction=order, fill_price=price
        )
        quantity = self._scale * plan.quantity
        if not quantity > 0.0:
            return []
        fee = quantity * price * config.fee_pct
        self._cash -= fee
        self._pair = RestingPair(
            side=Side.of_sign(-order.sign),
            stop_price=plan.stop_price,
            target_price=plan.target_price,
        )
        self._held = PositionReport(
            direction=order,
            quantity=quantity,
            entry_price=price,
            entry_time=candle.open_time,
            entry_fee=fee,
            stop_price=self._pair.stop_price,
            target_price=self._pair.target_price,
            trailing_distance=plan.trailing_distance,
            entry_stop_price=plan.stop_price,
        )
        return self._in_parts(Side.of_sign(order.sign), quantity, price, fee, candle, None)

    def _trail(self, candle) -> None:
        """Cancel the stop and rest it nearer, where the candle's best price is that far away."""
        if self._held is None or self._held.trailing_distance is None:
            return
        sign, before = self._held.direction.sign, self._pair.stop_price
        best = candle.high if sign > 0 else candle.low
        stop = best * (1.0 - sign * self._held.trailing_distance)
        if sign * (stop - before) > 0:
            self._pair = replace(self._pair, stop_price=stop)
            self._held = replace(self._held, stop_price=stop)

    def _resting(self, high, low, candle, config, *, at=None) -> list[Fill]:
        if self._held is None:
            return []
        reason = self._pair.reached(high, low)
        if reason is None:
            return []
        is_stop = reason is ExitReason.STOP_LOSS
        price = at or (self._pair.stop_price if is_stop else self._pair.target_price)
        if is_stop:  # a stop becomes a market order, a target is a limit
            price *= 1.0 - self._held.direction.sign * config.slippage_pct
        return self._leave(price, reason, candle, config)

    def _leave(self, price, reason, candle, config) -> list[Fill]:
        held, self._held, self._pair = self._held, None, None
        fee = held.quantity * price * config.fee_pct
        gross = held.direction.sign * held.quantity * (price - held.entry_price)
        self._cash = self._cash + gross - fee
        side = Side.of_sign(-held.direction.sign)
        fills = self._in_parts(side, held.quantity, price, fee, candle, reason)
        bracket = Bracket(
            stop_price=held.entry_stop_price,
            target_price=held.target_price,
            last_stop_price=held.stop_price,
        )
        return [replace(fill, bracket=bracket) for fill in fills]

    def _in_parts(self, side, quantity, price, fee, candle, reason) -> list[Fill]:
        return [
            Fill(
                symbol=self._symbol,
                trade_id=str(next(self._trade_numbers)),
                side=side,
                quantity=quantity / self._parts,
                price=price,
                fee=fee / self._parts,
                filled_at=candle.open_time,
                candle_time=candle.open_time,
                exit_reason=reason,
            )
            for _ in range(self._parts)
        ]
