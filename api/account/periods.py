"""P&L, fees and trades of each day, week or month."""

from typing import Any

import numpy as np

from api.account.equity_steps import EquitySteps
from api.account.period import Period, days_that_close, days_that_open
from bot.arrays import FloatArray


def periods_of(period: Period, steps: EquitySteps, closed: FloatArray) -> list[dict[str, Any]]:
    """Every period in which equity was marked or a trade closed, oldest first.

    `closed` are rows of exit, P&L and fees. The P&L of all periods is that of all steps.
    """
    marked = period.numbers(days_that_close(steps.seconds))
    exited = period.numbers(days_that_open(closed[:, 0]))
    numbers, at = np.unique(np.concatenate([marked, exited]), return_inverse=True)
    of_marks, of_exits = at[: len(marked)], at[len(marked) :]
    pnl = np.bincount(of_marks, weights=steps.changes, minlength=len(numbers))
    fees = np.bincount(of_exits, weights=closed[:, 2], minlength=len(numbers))
    trades = np.bincount(of_exits, minlength=len(numbers))
    began = steps.base + np.concatenate([[0.0], np.cumsum(pnl)])
    return [
        {
            "start": period.start(number),
            "end": period.start(number + 1),
            "pnl": float(pnl[row]),
            "pnl_pct": percent_of(float(pnl[row]), float(began[row])),
            "fees": float(fees[row]),
            "trades": int(trades[row]),
        }
        for row, number in enumerate(numbers.tolist())
    ]


def percent_of(part: float, whole: float) -> float | None:
    """None where there is no whole."""
    return part / whole * 100.0 if whole > 0 else None
