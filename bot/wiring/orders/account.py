"""The account that orders go to."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain import JournalKind, JournalLine, OrderJournal, Venue, Volume, rfc3339
from bot.domain.errors import ConfigError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.exchange import CcxtSession  # what trades on paper shall not wait for it

_PATIENCE_SECONDS = 1.0
_WITH_ORDERS = ("binance",)


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
        self._journal: OrderJournal | None = None
        self._silent_until: datetime | None = None

    def keep_silences_in(self, journal: OrderJournal) -> None:
        """Write down until when the exchange asked for silence, so that a restart keeps to it."""
        self._journal = journal
        if self._silent_until is not None:  # asked for before the journal was opened
            self._keep_silence(self._silent_until)

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
            silent_until=_last_silence(self._volume.order_journal().lines()),
            on_silence=self._keep_silence,
            patience_seconds=_PATIENCE_SECONDS,
        )

    @cached_property
    def venue(self) -> Venue:
        """Where orders go."""
        from bot.exchange import BinanceVenue

        return BinanceVenue(self.session)

    def _keep_silence(self, until: datetime) -> None:
        self._silent_until = until
        if self._journal is None:
            return
        details = {"until": rfc3339(until)}
        line = JournalLine(at=datetime.now(UTC), kind=JournalKind.SILENCE, details=details)
        self._journal.append(line)


def _last_silence(lines: Iterable[JournalLine]) -> datetime | None:
    last = None
    for line in lines:
        if line.kind is JournalKind.SILENCE:
            last = datetime.fromisoformat(line.details["until"])
    return last
