"""The equity of all accounts together, beside what holding would have come to."""

from collections.abc import Callable, Sequence

import numpy as np

from api.account.accounts import Account
from api.account.equity_steps import equity_steps, summed
from api.account.first_open import first_open
from api.account.portfolio import Portfolio
from api.schemas import EquityView, read_as
from bot.arrays import FloatArray, IntArray, decimated_rows, utc_time
from bot.domain import CandleRecord, EquityPoint


def curve_views(portfolio: Portfolio, max_points: int) -> tuple[list[EquityView], bool]:
    """At most that many points, oldest first, no extreme lost; whether nothing older is on record.

    Each symbol counts with its last mark, before its first one with its initial balance.
    """
    return _views(portfolio, lambda equity: decimated_rows(equity, max_points))


def newest_views(portfolio: Portfolio, count: int) -> list[EquityView]:
    """The newest points, oldest first."""
    return _views(portfolio, lambda equity: np.arange(max(len(equity) - count, 0), len(equity)))[0]


def _views(
    portfolio: Portfolio, chosen: Callable[[FloatArray], IntArray]
) -> tuple[list[EquityView], bool]:
    with np.errstate(all="ignore"):  # what is undefined is null
        return _points(portfolio, chosen)


def _points(
    portfolio: Portfolio, chosen: Callable[[FloatArray], IntArray]
) -> tuple[list[EquityView], bool]:
    accounts = portfolio.accounts
    steps = summed([equity_steps(portfolio, account) for account in accounts])
    rows = chosen(steps.base + np.cumsum(steps.changes))
    below, moments = steps.each_drawdown_pct[1:], steps.seconds[rows]
    equity = _total(accounts, lambda one: _marked(portfolio, one, moments, 1, one.state.equity))
    balance = _total(accounts, lambda one: _marked(portfolio, one, moments, 2, one.state.balance))
    held = _total(accounts, lambda one: _held(portfolio, one, moments))
    views = [
        read_as(
            EquityView,
            {
                "timestamp": utc_time(round(moments[place] * 1_000_000) * 1_000),
                "equity": equity[place],
                "balance": balance[place],
                "buy_and_hold": held[place],
                "drawdown_pct": below[row],
            },
            "the equity",
        )
        for place, row in enumerate(rows.tolist())
    ]
    return views, steps.is_whole


def _total(accounts: Sequence[Account], part: Callable[[Account], FloatArray]) -> FloatArray:
    total: FloatArray = np.sum([part(account) for account in accounts], axis=0)
    return total


def _marked(
    portfolio: Portfolio, account: Account, moments: FloatArray, column: int, now: float
) -> FloatArray:
    """A column of the equity points as it held at each moment; `now` from the state's time on."""
    rows = portfolio.rows(account, EquityPoint)
    values = _held_on(rows.values[:, 0], rows.values[:, column], moments)
    values = np.where(np.isnan(values), account.state.initial_balance, values)
    return np.where(moments >= account.state.timestamp.timestamp(), now, values)


def _held(portfolio: Portfolio, account: Account, moments: FloatArray) -> FloatArray:
    """The initial balance put in at the first open, without costs; NaN where it is not on record.

    Before the first candle closes it is the balance itself.
    """
    opened = first_open(account.store)
    balance = account.state.initial_balance
    if opened is None:
        return np.full(len(moments), np.nan)
    candles = portfolio.rows(account, CandleRecord)
    values = _held_on(candles.values[:, 0], candles.values[:, 1], moments) * (balance / opened)
    return np.where(np.isnan(values), balance, values) if candles.is_whole else values


def _held_on(seconds: FloatArray, values: FloatArray, moments: FloatArray) -> FloatArray:
    """The last value not after each moment; NaN before the first."""
    places = np.searchsorted(seconds, moments, side="right") - 1
    padded = np.append(values, np.nan)  # place -1: before the first
    return padded[places]
