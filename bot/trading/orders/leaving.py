"""What is held is sold at the market, after what rests for it was taken back."""

from decimal import Decimal

from bot.domain import ExitReason, Side
from bot.domain.errors import Refusal
from bot.domain.orders import Balance, MarketOrder
from bot.trading.orders.book import MarketIntent
from bot.trading.orders.client_ids import IdMark
from bot.trading.orders.order_desk import OrderDesk
from bot.trading.orders.order_ids import OrderIds
from bot.trading.orders.statements import Statements


class Leaving:
    """Closes a position, one request a step: cancel, look what is left, sell, write off dust."""

    def __init__(self, desk: OrderDesk, statements: Statements, ids: OrderIds) -> None:
        self._desk = desk
        self._statements = statements
        self._ids = ids
        self._is_retry = False
        self._is_missing = False
        self.hindrance: str | None = None

    def step(self, reason: ExitReason) -> bool:
        """Make the next request; False where nothing is to be done now, `hindrance` says why."""
        self.hindrance = None
        book = self._desk.book
        if book.resting:  # a resting stop binds what is to be sold, and may have filled meanwhile
            self._desk.cancel(book.resting[0])
            return True
        if book.sellable == 0:
            return False
        rules = self._desk.rules
        base, bid = self._desk.balance(rules.base, urgent=True), self._desk.quote().bid
        quantity = rules.quantity_down(min(book.sellable, base.free))
        if rules.shortfall(quantity, bid) is None:
            return self._sell(quantity, bid, reason)
        return self._left_over(base, bid, reason)

    def _sell(self, quantity: Decimal, bid: Decimal, reason: ExitReason) -> bool:
        book = self._desk.book
        order = MarketOrder(
            symbol=book.symbol,
            client_id=self._ids.of(IdMark.EXIT),
            side=Side.SELL,
            quantity=quantity,
        )
        intent = MarketIntent(order=order, candle=self._ids.candle, price=bid, exit_reason=reason)
        refused = self._desk.send(intent)
        if refused is Refusal.FILTER:
            self._desk.reload_rules()
        self._is_missing = False
        self._is_retry = refused is not None and not self._is_retry
        if refused is not None and not self._is_retry:
            symbol, base = book.symbol, self._desk.rules.base
            self._hinder(
                f"{quantity:f} {base} of {symbol} could not be sold ({refused}): that is tried "
                "again in every cycle, without a stop meanwhile"
            )
        return refused is None or self._is_retry

    def _left_over(self, base: Balance, bid: Decimal, reason: ExitReason) -> bool:
        """What cannot be sold: bound by others' orders, too little for an order, or not there."""
        rules, left = self._desk.rules, self._desk.book.sellable
        is_dust = rules.shortfall(rules.quantity_down(left), bid) is not None
        if not is_dust and base.total >= left:
            self._hinder(
                f"{base.locked:f} {rules.base} are bound by orders that this bot did not send: "
                f"{left:f} of {self._desk.book.symbol} cannot be sold yet"
            )
            return False
        if not is_dust and not self._is_missing:  # one answer may be wrong
            self._is_missing = True
            self._hinder(
                f"{left:f} {rules.base} of {self._desk.book.symbol} are not in the account: it is "
                "asked once more in the next cycle"
            )
            return False
        why = "too little to be sold: dust" if is_dust else "not in the account any more"
        sentence = (
            f"{left:f} {rules.base} of {self._desk.book.symbol}, worth {left * bid:.8g} "
            f"{rules.quote}, are {why}, and written off"
        )
        self._statements.write_off(left, bid, reason, sentence)
        return True

    def _hinder(self, sentence: str) -> None:
        self.hindrance = sentence
        self._statements.note(sentence)
