"""The ExecutionClient of one symbol over a venue of orders."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from decimal import Decimal
from zlib import crc32

from bot.domain import (
    NOTHING_KNOWN,
    Action,
    Candle,
    EntryBasis,
    ExitReason,
    Fill,
    JournalLine,
    OrderJournal,
    PositionReport,
    StrategyConfig,
    TradingState,
    Venue,
)
from bot.domain.errors import StateError
from bot.domain.orders import OrderPurpose, OrderStory
from bot.trading.books import Ledger, exact
from bot.trading.orders.answers import Answers
from bot.trading.orders.book import OrderBook, WrittenLines
from bot.trading.orders.entering import Entering
from bot.trading.orders.order_desk import OrderDesk
from bot.trading.orders.order_ids import OrderIds
from bot.trading.orders.protecting import Protecting
from bot.trading.orders.shared_account import SharedAccount
from bot.trading.orders.statements import Statements
from bot.trading.orders.upkeep import Upkeep

_REMEMBERED = 64


class OrderExecution:
    """Carries the decisions on one symbol out with orders at a venue; LONG only.

    The journal is the truth: orders, position and money are a fold over `lines`, those of the
    symbol that `journal` holds. `capital` is what the symbol began with, `volume_id` a text that
    names the state volume for good (order ids are made of it). An entry is sent when it is
    submitted, and what it buys is protected at once. Every `reconcile_every` cycles, at the start
    and after each outage everything is held against the venue, whose `account` all symbols share.
    `sleep` waits between two questions for an order whose end is unknown.
    """

    def __init__(
        self,
        *,
        symbol: str,
        timeframe: str,
        volume_id: str,
        capital: Decimal,
        venue: Venue,
        account: SharedAccount,
        journal: OrderJournal,
        lines: Iterable[JournalLine],
        sleep: Callable[[float], None] = time.sleep,
        reconcile_every: int = 50,
    ) -> None:
        self._written = WrittenLines(
            symbol=symbol,
            timeframe=timeframe,
            ledger=Ledger.opened(capital),
            clock=venue,
            journal=journal,
            lines=lines,
        )
        self._statements = Statements(self._written, venue)
        answers = Answers(venue, self._written, self._statements)
        self._desk = OrderDesk(venue, self._written, answers)
        ids = OrderIds(volume_id, self._written)
        self._protecting = Protecting(self._desk, self._statements, ids)
        self._entering = Entering(self._desk, self._statements, self._written, ids, venue)
        self._account = account
        self._upkeep = Upkeep(self._desk, self._protecting, sleep)
        self._reconcile_every = reconcile_every
        self._cycles = crc32(symbol.encode())  # so that not all symbols reconcile in one cycle
        self._is_due = True
        self._candle: Candle | None = None
        self._history: tuple[Fill, ...] = tuple(self._written.fills)
        self._written.fills.clear()
        self._recent = deque(self._history[-_REMEMBERED:], _REMEMBERED)

    @property
    def book(self) -> OrderBook:
        """Orders and position as the journal tells them."""
        return self._written.book

    def history(self) -> tuple[Fill, ...]:
        """Every fill that the journal held at the start, oldest first, until the first `tend`."""
        return self._history

    def tend(self) -> tuple[Fill, ...]:
        """Hold orders against the venue, protect what is held; what was filled since asked last.

        No request where nothing is held and nothing can come, except for the whole reconcile.
        ExchangeError where the venue does not answer: nothing that was known is lost by it.
        """
        self._history = ()
        self._account.begin_cycle(self.book.symbol)
        self._cycles += 1
        is_whole = self._is_due or self._cycles % self._reconcile_every == 0
        self._written.catch_up()
        self._desk.drop_unsent()
        if is_whole or not self.book.is_idle:
            self._is_due = True  # until it was gone through without an error
            base = self._account.balance(self._desk.rules.base) if is_whole else None
            self._desk.look_around(base, urgent=not self._protecting.is_safe())
            self._upkeep.work()
            self._upkeep.watch_protection()
            self._is_due = False
        return self.filled()

    def filled(self) -> tuple[Fill, ...]:
        """What the journal tells of fills and was not answered yet."""
        fills = tuple(self._written.fills)
        self._written.fills.clear()
        self._recent.extend(fills)
        return fills

    def stories(self) -> tuple[OrderStory, ...]:
        """The orders that came to their end since asked last."""
        ended = tuple(self._written.stories.ended)
        self._written.stories.ended.clear()
        return ended

    def notes(self) -> tuple[str, ...]:
        """Why nothing is entered, and what is in doubt, as long as it holds."""
        book = self.book
        notes = [
            self._written.fault,
            self._entering.refusal,
            self._entering.shortage,
            book.dust,
            self._protecting.hindrance,
            self._unlisted_words(),
        ]
        if book.trading_state is not TradingState.ACTIVE:
            notes.append(f"entries are {book.trading_state}: {book.stated_because}")
        notes += [
            f"the end of the {order.purpose} order {order.client_id} is not known, it is asked for"
            for order in book.in_doubt
        ]
        return tuple(note for note in notes if note is not None)

    def submit(
        self,
        action: Action,
        config: StrategyConfig,
        *,
        exits_only: bool = False,
        scale: float = 1.0,
        basis: EntryBasis = NOTHING_KNOWN,
    ) -> tuple[Fill, ...]:
        """Enter at once, or exit what is held the other way; a candle is entered on once.

        The candle is the one settled last; StateError where none was.
        """
        if self._candle is None:
            raise StateError("need a candle settled before a decision on it is submitted")
        self._entering.refusal = None
        if self.book.position > 0:
            if action is Action.SHORT and config.exit_on_opposite_signal:
                self.close(ExitReason.SIGNAL)
            else:
                self._upkeep.work()  # a stop that trails moves now
        elif action is not Action.FLAT and not exits_only:
            self._entering.enter(action, config, self._candle, scale, basis)
            if self._entering.refusal is None:
                self._upkeep.work()
        return self.filled()

    def refusal(self) -> str | None:
        """Why the decision submitted last was not entered on; None = nothing stood against it."""
        return self._entering.refusal

    def withdraw(self) -> None:
        """Nothing: what was submitted was sent, and a market order cannot be taken back."""

    def settle(self, candle: Candle, config: StrategyConfig) -> tuple[Fill, ...]:
        """The fills that lie in a candle, as far as they are known."""
        self._candle, held = candle, self._written.ledger.round_trip
        if held is not None and candle.open_time >= held.entry_time:
            self._protecting.follow(exact(candle.high))
        return tuple(fill for fill in self._recent if fill.candle_time == candle.open_time)

    def close(self, reason: ExitReason) -> None:
        """Sell what is held at the market, now and, where that fails, in the next cycles."""
        if self.book.is_idle:
            return
        self._statements.close(reason)
        self._upkeep.work()

    def position(self) -> PositionReport | None:
        """What is held, with the prices of the orders that rest."""
        held = self._written.ledger.round_trip
        if held is None:
            return None
        bracket = self.book.bracket
        prices = {order.purpose: float(order.price) for order in self.book.resting}
        return PositionReport(
            direction=held.direction,
            quantity=float(held.quantity),
            entry_price=float(held.entry_price),
            entry_time=held.entry_time,
            entry_fee=float(held.entry_fee),
            stop_price=prices.get(OrderPurpose.STOP),
            target_price=prices.get(OrderPurpose.TARGET),
            trailing_distance=self._protecting.trailing_distance,
            entry_stop_price=None if bracket is None else bracket.stop_price,
        )

    def resume(self, reason: str) -> None:
        """Enter again."""
        self._statements.resume(reason)

    def _unlisted_words(self) -> str | None:
        bought = self.book.unlisted
        if not bought:
            return None
        base, _, _ = self.book.symbol.partition("/")  # the venue may not answer just now
        return (
            f"{bought:f} {base} of {self.book.symbol} were bought that the venue "
            "does not list yet: they have no stop until it does"
        )
