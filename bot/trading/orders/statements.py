"""What the bot states of a symbol by itself, each a line of the journal."""

from decimal import Decimal

from bot.domain import Clock, ExitReason, JournalKind, Side, TradingState
from bot.trading.orders.book import OrderBook, WrittenLines, write_off_details


class Statements:
    """Stops and takes up entries, decides that what is held is sold, and says why."""

    def __init__(self, written: WrittenLines, clock: Clock) -> None:
        self._written = written
        self._clock = clock
        self._noted = ""

    def halt(self, reason: str) -> None:
        """Stop entries until a person has looked; written once."""
        self._state(JournalKind.HALT, reason)

    def reduce(self, reason: str) -> None:
        """Take no entries."""
        self._state(JournalKind.REDUCE, reason)

    def resume(self, reason: str) -> None:
        """Take entries again, where they were stopped."""
        if self._book.trading_state is not TradingState.ACTIVE:
            self._state(JournalKind.RESUME, reason)

    def close(self, reason: ExitReason) -> None:
        """Write that what is held is to be sold, and why; it holds until nothing is held."""
        if self._book.must_close is None:
            sentence = f"what is held of {self._book.symbol} is sold: {reason}"
            self._written.tell(JournalKind.NOTE, closing=reason, sentence=sentence)

    def note(self, sentence: str) -> None:
        """Write a sentence, unless it is the one that was written last."""
        if sentence != self._noted:
            self._noted = sentence
            self._written.tell(JournalKind.NOTE, sentence=sentence)

    def follow(self, price: Decimal) -> None:
        """Write down the best price that the stop trails from now on."""
        sentence = f"the stop of {self._book.symbol} follows the price of {price}"
        self._written.tell(JournalKind.NOTE, best=str(price), sentence=sentence)

    def write_off(
        self, quantity: Decimal, price: Decimal, reason: ExitReason, sentence: str
    ) -> None:
        """Take a remainder that cannot be sold off the books, and say so."""
        self._written.tell(JournalKind.NOTE, sentence=sentence, dust=True)
        at = self._clock.now()
        details = write_off_details(
            quantity=quantity,
            price=price,
            side=Side.SELL,
            reason=reason,
            book=self._book,
            at=at,
        )
        self._written.tell_fill(None, details, at)

    @property
    def _book(self) -> OrderBook:
        return self._written.book

    def _state(self, kind: JournalKind, reason: str) -> None:
        if self._book.stated_because != reason:
            self._written.tell(kind, reason=reason)
