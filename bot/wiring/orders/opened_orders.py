"""The orders of a run: the journal opened for writing, and an execution for each symbol."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from bot.domain import ExecutionClient, JournalKind, JournalLine, OrderJournal
from bot.domain.errors import ConfigError
from bot.trading.orders import OrderExecution, SharedAccount, journal_by_symbol
from bot.wiring.orders.account import OrderAccount


class OpenedOrders:
    """Carries decisions out at an account; the caller holds the volume.

    `notes` say what opening the journal had to mend. StateError where what it tells cannot be
    believed.
    """

    def __init__(self, account: OrderAccount) -> None:
        self._account = account
        self._journal, lines = account.take_journal()
        self._volume_id = _volume_id(self._journal, lines, account.name)
        self._of_symbol = journal_by_symbol(lines)
        self._shared = SharedAccount(account.venue)

    @property
    def notes(self) -> Sequence[str]:
        """What was mended of the journal."""
        return self._journal.recovery_notes

    def execution(self, symbol: str, timeframe: str, capital: float) -> ExecutionClient:
        """Where the decisions on a symbol go, which began with a capital; on from the journal."""
        return OrderExecution(
            symbol=symbol,
            timeframe=timeframe,
            volume_id=self._volume_id,
            capital=Decimal(f"{capital:.8f}"),
            venue=self._account.venue,
            account=self._shared,
            journal=self._journal,
            lines=self._of_symbol.pop(symbol, ()),
        )


def _volume_id(journal: OrderJournal, lines: Sequence[JournalLine], account: str) -> str:
    """What names the volume for good, in the journal once: order ids are made of it.

    A silence that the exchange asked for may be written before it. ConfigError where the orders
    were placed at another account.
    """
    begun = next((line.details for line in lines if "volume_id" in line.details), None)
    if begun is None:
        details = {"volume_id": uuid4().hex, "account": account}
        journal.append(JournalLine(at=datetime.now(UTC), kind=JournalKind.NOTE, details=details))
        return details["volume_id"]
    if begun["account"] != account:
        raise ConfigError(
            f"the orders of this DATA_DIR were placed at {begun['account']}, now they would be "
            f"at {account}: give it a DATA_DIR of its own, or set it back"
        )
    return str(begun["volume_id"])
