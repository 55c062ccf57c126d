"""The account that orders go to."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from bot.domain import JournalKind, JournalLine, OrderJournal, Venue, Volume, rfc3339
from bot.domain.errors import ConfigError, StateError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.exchange import CcxtSession  # what trades on paper shall not wait for it

_PATIENCE_SECONDS = 1.0
_WITH_ORDERS = ("binance",)


class ReadJournal(NamedTuple):
    """The journal of orders opened for writing, and the lines that it held."""

    journal: OrderJournal
    lines: list[JournalLine]


class OrderAccount:
    """An account at an exchange, with the one session that its orders and all candles share.

    ConfigError where keys are missing, or where no orders can be placed at the exchange. Nothing is
    asked before its first use.
    """

    def __init__(self, settings: Settings, state_volume: Volume) -> None:
        if settings.exchange.exchange_id not in _WITH_ORDERS:
            raise ConfigError(
                f"need EXCHANGE_ID of {', '.join(_WITH_ORDERS)} with PAPER_MODE=false, was "
                f"{settings.exchange.exchange_id}: orders can be placed nowhere else yet"
            )
        self.name = settings.exchange_name
        self._settings = settings
        self._keys = settings.exchange.keys(testnet=settings.trading.is_testnet)
        self._volume = state_volume
        self._read: ReadJournal | None = None
        self._journal: OrderJournal | None = None
        self._silent_until: datetime | None = None
        self._was_read = False
        self._silence_on_record: datetime | None = None

    def open_journal(self) -> None:
        """Open the journal and read it, once for all that a start wants to know of it.

        The caller holds the volume. StateError where what it tells cannot be believed.
        """
        self._read = self._opened()

    def take_journal(self) -> ReadJournal:
        """The journal for who goes on from it, opened now where it was not.

        Until when the exchange asked for silence is written into it from now on, so that a restart
        keeps to it.
        """
        read, self._read = self._read or self._opened(), None
        self._journal = read.journal
        if self._silent_until is not None:  # asked for before the journal was taken
            self._keep_silence(self._silent_until)
        return read

    @cached_property
    def session(self) -> "CcxtSession":
        """What orders and candles share; a silence of before a restart still holds."""
        from bot.exchange import ApiKeys, CcxtSession

        key, secret = self._keys
        exchange = self._settings.exchange
        return CcxtSession(
            exchange.exchange_id,
            base_url=exchange.exchange_url,
            timeout_seconds=exchange.exchange_timeout_seconds,
            keys=ApiKeys(key=key, secret=secret),
            sandbox=self._settings.trading.is_testnet,
            silent_until=self._silence_before(),
            on_silence=self._keep_silence,
            patience_seconds=_PATIENCE_SECONDS,
            pause_seconds=self._settings.trading.loop_interval_seconds,
        )

    @cached_property
    def venue(self) -> Venue:
        """Where orders go."""
        from bot.exchange import BinanceVenue

        return BinanceVenue(self.session)

    def _opened(self) -> ReadJournal:
        journal = self._volume.order_journal(writer=True)
        read = ReadJournal(journal, list(journal.lines()))
        self._was_read, self._silence_on_record = True, _last_silence(read.lines)
        return read

    def _silence_before(self) -> datetime | None:
        """Until when the exchange asked a run before for silence."""
        if self._was_read:
            return self._silence_on_record
        return _last_silence(self._volume.order_journal().lines())  # who only looks opens none

    def _keep_silence(self, until: datetime) -> None:
        self._silent_until = until
        if self._journal is None:
            return
        details = {"until": rfc3339(until)}
        line = JournalLine(at=datetime.now(UTC), kind=JournalKind.SILENCE, details=details)
        with suppress(StateError):  # it holds in this process; the orders tell of their journal
            self._journal.append(line)


def _last_silence(lines: Iterable[JournalLine]) -> datetime | None:
    last = None
    for line in lines:
        if line.kind is JournalKind.SILENCE:
            last = datetime.fromisoformat(line.details["until"])
    return last
