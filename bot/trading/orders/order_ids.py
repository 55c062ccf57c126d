"""The ids of the next orders of a symbol."""

from datetime import datetime

from bot.domain.errors import StateError
from bot.trading.orders.book import WrittenLines
from bot.trading.orders.client_ids import IdMark, client_id


class OrderIds:
    """Ids that follow from what the journal holds: the same after a restart, never one twice."""

    def __init__(self, volume_id: str, written: WrittenLines) -> None:
        self._volume_id = volume_id
        self._written = written

    def of_entry(self, candle: datetime) -> str:
        """The id of the next intent to enter on a candle."""
        book = self._written.book
        attempt = book.attempts if candle == book.candle else 0
        return self._id(candle, IdMark.ENTRY, attempt)

    @property
    def candle(self) -> datetime:
        """The candle that the last entry was decided on; StateError where there was none."""
        candle = self._written.book.candle
        if candle is None:
            raise StateError("need an entry before what protects or leaves it, was none")
        return candle

    def of(self, mark: IdMark) -> str:
        """The id of the next intent for the position of the last entry."""
        return self._id(self.candle, mark, self._written.book.attempts)

    def _id(self, candle: datetime, mark: IdMark, attempt: int) -> str:
        return client_id(self._volume_id, self._written.book.symbol, candle, mark, attempt)
