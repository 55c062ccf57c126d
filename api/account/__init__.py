"""The accounts of all symbols as one: what is held, what it came to, and since when."""

from api.account.accounts import Account, Accounts
from api.account.curve import curve_views, newest_views
from api.account.long_histories import LongHistories
from api.account.lookup import (
    entry_decision,
    newest_before,
    newest_until,
    next_outcome,
    trade_at,
    trade_of,
)
from api.account.performance import performance_of
from api.account.period import Period
from api.account.portfolio import Portfolio, portfolio_of, portfolio_of_one
from api.account.positions import positions_of
from api.account.totals import at_risk, realized_pnl

__all__ = [
    "Account",
    "Accounts",
    "LongHistories",
    "Period",
    "Portfolio",
    "at_risk",
    "curve_views",
    "entry_decision",
    "newest_before",
    "newest_until",
    "newest_views",
    "next_outcome",
    "performance_of",
    "portfolio_of",
    "portfolio_of_one",
    "positions_of",
    "realized_pnl",
    "trade_at",
    "trade_of",
]
