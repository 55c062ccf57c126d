"""What closed trades came to: how many won, how much, and when."""

from typing import Any

import numpy as np

from api.account.portfolio import Portfolio
from bot.arrays import FloatArray
from bot.domain import Trade


def closed_trades(portfolio: Portfolio) -> tuple[FloatArray, bool]:
    """Rows of exit (seconds since the epoch), P&L and fees of all accounts; whether these are all.

    Trades that are newer than their account's state belong to a cycle not yet told.
    """
    parts: list[FloatArray] = [np.empty((0, 3))]
    is_whole = True
    for account in portfolio.accounts:
        rows = portfolio.rows(account, Trade)
        told = rows.values[: account.state.trades] if rows.is_whole else rows.values
        parts.append(told[:, 1:])
        is_whole = is_whole and rows.is_whole
    return np.concatenate(parts), is_whole


def trade_figures(pnl: FloatArray) -> dict[str, Any]:
    """Winners, losers and their figures; None where there is nothing to divide by."""
    won, lost = pnl[pnl > 0], pnl[pnl < 0]
    return {
        "winners": len(won),
        "losers": len(lost),
        "win_rate": len(won) / len(pnl) if len(pnl) else None,
        "average_win": float(won.mean()) if len(won) else None,
        "average_loss": float(lost.mean()) if len(lost) else None,
        "profit_factor": float(won.sum() / -lost.sum()) if len(lost) else None,
    }
