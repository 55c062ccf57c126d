"""The states of all symbols, each read again only where its store has a new one."""

from dataclasses import dataclass

from api.account.records_read import RecordsRead, Rows
from bot.domain import BotState, StateStore, Volume
from bot.domain.errors import StateError


@dataclass(frozen=True, slots=True)
class Account:
    """One symbol's latest state, and the store that it is from."""

    store: StateStore
    state: BotState

    @property
    def symbol(self) -> str:
        """The symbol."""
        return self.state.symbol


class Accounts:
    """Every symbol's account on a volume; for any number of threads."""

    def __init__(self, volume: Volume) -> None:
        self._volume = volume
        self._read: dict[str | None, tuple[object, BotState]] = {}
        self._records = RecordsRead()
        self._count = 0

    def all(self) -> tuple[tuple[Account, ...], tuple[str, ...]]:
        """Alphabetically, and a sentence for each that cannot be read."""
        accounts: dict[str, Account] = {}
        faults: list[str] = []
        for symbol in (None, *self._volume.symbols()):  # None: of an older layout, the only way
            try:
                account = self._account(symbol)
            except StateError as error:
                faults.append(self._volume.without_location(str(error)))
                continue
            if account is not None:
                accounts[account.symbol] = account
        self._count = len(accounts)
        return tuple(accounts[symbol] for symbol in sorted(accounts)), tuple(faults)

    @property
    def primary_symbol(self) -> str | None:
        """The symbol that is answered for where none is named; None before there is one."""
        try:
            account = self._account(None)
        except StateError:
            return None
        return None if account is None else account.symbol

    def rows(self, account: Account, kind: type) -> Rows:
        """The newest records of a history (EquityPoint or Trade), as rows of numbers."""
        if not self._count:
            self._count = len(self._volume.symbols())
        return self._records.rows(account.store, account.symbol, kind, symbols=self._count)

    def _account(self, symbol: str | None) -> Account | None:
        store = self._volume.reader(symbol)
        stamp = store.stamp
        kept = self._read.get(symbol)
        if kept is not None and kept[0] == stamp:
            return Account(store, kept[1])
        state = store.load_state()
        if state is None:
            return None
        self._read[symbol] = (stamp, state)
        return Account(store, state)
