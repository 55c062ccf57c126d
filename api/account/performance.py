"""What accounts came to: totals, drawdowns, trades, and each day, week or month."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from api.account.clock import day_began
from api.account.equity_steps import EquitySteps, equity_steps, summed
from api.account.period import Period
from api.account.periods import percent_of, periods_of
from api.account.portfolio import Portfolio
from api.account.totals import Totals, totals_of
from api.account.trade_figures import closed_trades, trade_figures
from api.schemas import PerformanceAnswer, read_as
from bot.domain import BotState

_UNKNOWN = (
    *("equity", "initial_balance", "total_pnl", "total_return_pct", "realized_pnl"),
    *("unrealized_pnl", "fees_paid", "today_pnl", "today_pnl_pct", "drawdown_pct"),
    *("max_drawdown_pct", "at_risk"),
)


def performance_of(portfolio: Portfolio, period: Period) -> PerformanceAnswer:
    """The account of all symbols of the portfolio together; all null before there is one."""
    with np.errstate(all="ignore"):  # what is undefined is null
        return _answer(portfolio, period)


def _answer(portfolio: Portfolio, period: Period) -> PerformanceAnswer:
    states = portfolio.states
    closed, knows_trades = closed_trades(portfolio)
    parts = [equity_steps(portfolio, account) for account in portfolio.accounts]
    steps = summed(parts)
    values: dict[str, Any] = {
        **dict.fromkeys(_UNKNOWN),
        **(_money(totals_of(states), steps) if states else {}),
        **(_today(portfolio, parts) if states else {}),
        "as_of": portfolio.fresh.as_of,
        "stale": portfolio.fresh.stale,
        "message": portfolio.fresh.message,
        "symbol": portfolio.symbol,
        "period": period,
        "currency": currency_of(states),
        "open_positions": totals_of(states).open_positions,
        "trades": totals_of(states).trades,
        **trade_figures(closed[:, 1]),
        "complete": knows_trades and steps.is_whole,
        "periods": periods_of(period, steps, closed),
    }
    return read_as(PerformanceAnswer, values, "the account")


def currency_of(states: Sequence[BotState]) -> str | None:
    """The quote currency that all symbols name; None where they differ or one names none."""
    quotes = {state.symbol.partition("/")[2].partition(":")[0] for state in states}
    return quotes.pop() or None if len(quotes) == 1 else None


def _money(totals: Totals, steps: EquitySteps) -> dict[str, Any]:
    below = steps.each_drawdown_pct
    return {
        "equity": totals.equity,
        "initial_balance": totals.initial_balance,
        "total_pnl": totals.gained,
        "total_return_pct": percent_of(totals.gained, totals.initial_balance),
        "realized_pnl": totals.realized,
        "unrealized_pnl": totals.unrealized,
        "fees_paid": totals.fees_paid,
        "drawdown_pct": float(below[-1]),
        "max_drawdown_pct": float(below.min()),
        "at_risk": totals.at_risk,
    }


def _today(portfolio: Portfolio, parts: Sequence[EquitySteps]) -> dict[str, Any]:
    """What marked equity changed by since the UTC day began, each symbol on its own clock."""
    pairs = [
        (day_began(state, portfolio.now).timestamp(), part)
        for state, part in zip(portfolio.states, parts, strict=True)
    ]
    began = sum(part.until(moment) for moment, part in pairs)
    gained = sum(part.since(moment) for moment, part in pairs)
    return {"today_pnl": gained, "today_pnl_pct": percent_of(gained, began)}
