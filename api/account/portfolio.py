"""The accounts that a question is about: all of them, or one symbol's."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from api.account.accounts import Account, Accounts
from api.account.records_read import Rows
from bot.domain import BotState
from bot.domain.freshness import Freshness, freshness


class RowsReader(Protocol):
    """Who reads the histories."""

    def rows(self, account: Account, kind: type) -> Rows:
        """The newest records of a history, as rows of numbers."""
        ...


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Accounts by symbol at one moment; `symbol` None: of the whole portfolio."""

    symbol: str | None
    accounts: tuple[Account, ...]
    fresh: Freshness
    now: datetime
    read: RowsReader

    def saying(self, sentence: str | None) -> Freshness:
        """The freshness, with the sentence where it has none of its own."""
        return replace(self.fresh, message=self.fresh.message or sentence)

    @property
    def states(self) -> tuple[BotState, ...]:
        """The accounts' states."""
        return tuple(account.state for account in self.accounts)

    def rows(self, account: Account, kind: type) -> Rows:
        """The newest records of one of its accounts, as rows of numbers."""
        return self.read.rows(account, kind)


def portfolio_of(accounts: Accounts, now: datetime) -> Portfolio:
    """Every symbol; as fresh as its freshest, and stale where all are."""
    every, faults = accounts.all()
    ages = [freshness(account.state, now) for account in every] or [freshness(None, now)]
    freshest = max(ages, key=lambda age: (not age.stale, age.as_of is not None, age.as_of or now))
    fresh = Freshness(
        as_of=freshest.as_of,
        stale=freshest.stale,
        message="; ".join(faults) or freshest.message,
    )
    return Portfolio(None, every, fresh, now, accounts)


def portfolio_of_one(account: Account, now: datetime, read: RowsReader) -> Portfolio:
    """One account alone, as fresh as its state."""
    fresh = freshness(account.state, now)
    return Portfolio(account.symbol, (account,), fresh, now, read)
