"""What is held is protected by a resting stop and target, or sold."""

from decimal import Decimal

from bot.domain import ExitReason, Side
from bot.domain.errors import Refusal
from bot.domain.orders import OrderPurpose, ProtectionOrder
from bot.trading.orders.book import OrderRecord, ProtectionIntent
from bot.trading.orders.client_ids import IdMark
from bot.trading.orders.leaving import Leaving
from bot.trading.orders.order_desk import OrderDesk
from bot.trading.orders.order_ids import OrderIds
from bot.trading.orders.protection_plan import (
    ProtectionPlan,
    follows,
    protection_plan,
    resting_stop,
    rests_as_planned,
)
from bot.trading.orders.statements import Statements

_MOST_REFUSALS = 2


class Protecting:
    """Brings what rests at the venue to what shall rest, one request a step."""

    def __init__(self, desk: OrderDesk, statements: Statements, ids: OrderIds) -> None:
        self._desk = desk
        self._statements = statements
        self._ids = ids
        self._leaving = Leaving(desk, statements, ids)
        self._refusals = 0

    def step(self) -> bool:
        """Make the next request; False where nothing is to be done now.

        No order may be in doubt: the step that it asks for would be a guess.
        """
        book = self._desk.book
        if book.must_close is not None:
            return self._leaving.step(book.must_close)
        if book.sellable == 0:
            return self._cancel_strays()
        plan = protection_plan(book, self._desk.rules)
        if plan is None:
            return self._too_little()
        if rests_as_planned(book, plan):
            self._refusals = 0
            return self._sell_beyond(plan)
        return self._replace(plan)

    def follow(self, price: Decimal) -> None:
        """Let a stop that trails follow the best price of a closed candle, with the next step."""
        if self.trailing_distance is not None and follows(self._desk.book, price, self._desk.rules):
            self._statements.follow(price)

    @property
    def trailing_distance(self) -> float | None:
        """How far behind the best price the stop trails, as a fraction; None = it stays."""
        terms = self._desk.book.terms
        return None if terms is None or terms.trailing_pct is None else float(terms.trailing_pct)

    @property
    def hindrance(self) -> str | None:
        """Why what is to be sold is not sold yet, in a sentence; None = nothing is in the way."""
        return None if self._desk.book.must_close is None else self._leaving.hindrance

    def is_safe(self) -> bool:
        """Whether nothing is held, or a stop rests for it, or it is too little to have one."""
        book = self._desk.book
        if book.sellable == 0 or resting_stop(book) is not None:
            return True
        return book.must_close is None and protection_plan(book, self._desk.rules) is None

    def give_up(self, why: str) -> None:
        """Sell what cannot be protected, and enter nothing more until a person has looked."""
        symbol = self._desk.book.symbol
        self._statements.reduce(f"{symbol} was sold at the market: {why}; look at it, then resume")
        self._statements.close(ExitReason.EMERGENCY_EXIT)

    def _replace(self, plan: ProtectionPlan) -> bool:
        if self._is_overtaken(plan):
            self._statements.close(ExitReason.STOP_LOSS)
            return True
        if self._cancel_strays():
            return True
        refused = self._desk.protect(self._intent(plan))
        if refused is None:
            return True
        if refused is Refusal.WOULD_TRIGGER and self._desk.quote().bid >= plan.target_price:
            self._statements.close(ExitReason.TAKE_PROFIT)
            return True
        self._refusals += 1
        if self._refusals >= _MOST_REFUSALS:
            self._refusals = 0
            self.give_up(f"its stop was refused ({refused})")
        elif refused is Refusal.FILTER:
            self._desk.reload_rules()
        elif refused is Refusal.INSUFFICIENT_BALANCE:
            base = self._desk.balance(self._desk.rules.base, urgent=True)
            self._desk.look_around(base, urgent=True)
        return True

    def _is_overtaken(self, plan: ProtectionPlan) -> bool:
        """Whether the stop would trail to a price that the market has fallen below already."""
        rests = resting_stop(self._desk.book)
        if rests is None or rests.price >= plan.stop_price:
            return False
        return self._desk.quote().bid <= plan.stop_price

    def _intent(self, plan: ProtectionPlan) -> ProtectionIntent:
        order = ProtectionOrder(
            symbol=self._desk.book.symbol,
            client_id=self._ids.of(IdMark.PAIR),
            stop_id=self._ids.of(IdMark.STOP),
            target_id=self._ids.of(IdMark.TARGET),
            side=Side.SELL,
            quantity=plan.quantity,
            stop_price=plan.stop_price,
            worst_price=plan.worst_price,
            target_price=plan.target_price if plan.rests_target else None,
        )
        return ProtectionIntent(order=order, candle=self._ids.candle)

    def _cancel_strays(self) -> bool:
        """Take back what still rests of ours to sell, its pair with it."""
        strays = self._legs()
        if strays:
            self._desk.cancel(strays[0])
        return bool(strays)

    def _too_little(self) -> bool:
        """What is held is too little for a stop: more may come of the entry, else it is sold."""
        if self._desk.book.is_entering:
            return False
        if not self._cancel_strays():
            self._statements.close(self._last_exit_reason())
        return True

    def _legs(self) -> list[OrderRecord]:
        resting = self._desk.book.resting
        return [order for order in resting if order.purpose is not OrderPurpose.ENTRY]

    def _last_exit_reason(self) -> ExitReason:
        """Why most of it was sold: a remainder belongs to the same trade."""
        reasons = [
            order.exit_reason for order in self._desk.book.orders.values() if order.reported > 0
        ]
        return reasons[-1] or ExitReason.EMERGENCY_EXIT

    def _sell_beyond(self, plan: ProtectionPlan) -> bool:
        """Sell where the price is beyond what could not rest: a target beside the stop, a stop
        without a limit.
        """
        is_limited = self._desk.rules.abilities.stop_limits_only
        if plan.rests_target and not is_limited:
            return False
        bid = self._desk.quote().bid
        if bid >= plan.target_price and not plan.rests_target:
            self._statements.close(ExitReason.TAKE_PROFIT)
        elif bid < plan.worst_price and is_limited:
            self._statements.close(ExitReason.STOP_LOSS)
        else:
            return False
        return True
