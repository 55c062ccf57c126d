"""A value of an account as it held from mark to mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from api.account.accounts import Account
from api.account.first_open import first_open
from api.account.portfolio import Portfolio
from bot.arrays import FloatArray
from bot.domain import CandleRecord, EquityPoint


@dataclass(frozen=True, slots=True)
class Marks:
    """The values and their moments (seconds since the epoch, ascending), and the value before."""

    seconds: FloatArray
    values: FloatArray
    before: float

    def at(self, moments: FloatArray) -> FloatArray:
        """The last value not after each moment."""
        places = np.searchsorted(self.seconds, moments, side="right") - 1
        padded = np.append(self.values, self.before)  # place -1: before the first
        return padded[places]

    @property
    def changes(self) -> FloatArray:
        """From each value to the next; the first is no change where nothing is known before."""
        first = self.values[:1] if np.isnan(self.before) else [self.before]
        return np.diff(self.values, prepend=first)


def state_marks(portfolio: Portfolio, account: Account) -> tuple[Marks, Marks]:
    """Equity and balance as on record; the last mark is the state's, as newer ones are not told."""
    state, rows = account.state, portfolio.rows(account, EquityPoint).values
    now = state.timestamp.timestamp()
    rows = rows[rows[:, 0] < now]
    seconds = np.append(rows[:, 0], now)
    equity, balance = np.append(rows[:, 1], state.equity), np.append(rows[:, 2], state.balance)
    return (
        Marks(seconds, equity, state.initial_balance),
        Marks(seconds, balance, state.initial_balance),
    )


def held_marks(portfolio: Portfolio, account: Account) -> Marks:
    """The initial balance put in at the first open, without costs; NaN where it is not on record.

    Before the first candle closes it is the balance itself.
    """
    opened, balance = first_open(account.store), account.state.initial_balance
    if opened is None:
        return Marks(np.empty(0), np.empty(0), np.nan)
    candles = portfolio.rows(account, CandleRecord)
    seconds, closes = candles.values[:, 0], candles.values[:, 1]
    return Marks(seconds, closes * (balance / opened), balance if candles.is_whole else np.nan)


def total_at(parts: Sequence[Marks], moments: FloatArray) -> FloatArray:
    """What the values of all accounts add up to at each moment; NaN where one is not known."""
    total: FloatArray = np.sum([part.at(moments) for part in parts], axis=0)
    return total


def course(parts: Sequence[Marks], moments: FloatArray) -> FloatArray:
    """The totals at every one of many moments (ascending), in time that grows with the marks alone.

    Of several accounts they are sums of changes, right but for the last digits.
    """
    if len(parts) == 1:
        return parts[0].at(moments)
    changes, base, unknown = np.zeros(len(moments) + 1), 0.0, 0
    for part in parts:
        places = np.searchsorted(moments, part.seconds)
        np.add.at(changes, places, part.changes)
        if np.isnan(part.before):
            unknown = max(unknown, int(places[0]) if len(places) else len(moments))
            base += float(part.values[:1].sum())
        else:
            base += part.before
    values: FloatArray = base + np.cumsum(changes[:-1])
    values[:unknown] = np.nan
    return values
