"""The kernel driven by plain rows, with the argument types that the bot compiles it for."""

from collections.abc import Sequence

import numpy as np

from bot.backtesting.kernel import TRADE_DTYPE, Directions, simulate
from bot.decide import DecisionRows, DecisionTerms
from bot.rules.fills import Terms

UNREAD = DecisionTerms(70.0, 30.0, True, 0.4, 0.6)


def run_kernel(
    candles: Sequence[Sequence[float]], directions: Sequence[int], terms: Terms, balance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Trades (TRADE_DTYPE) and equity of (open, high, low, close) rows and a direction per row."""
    nothing = np.zeros(0)
    decided = Directions(True, np.array(directions, np.int8), DecisionRows(*[nothing] * 7), UNREAD)
    columns = [np.array(column, float) for column in zip(*candles, strict=True)]
    return run_directions(columns, decided, terms, balance)


def run_directions(
    columns: Sequence[np.ndarray], directions: Directions, terms: Terms, balance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Trades and equity of open, high, low and close columns."""
    open_, high, low, close = columns
    equity, trades = np.full(len(close), np.nan), np.zeros(2 * len(close), TRADE_DTYPE)
    count = simulate(open_, high, low, close, directions, balance, terms, equity, trades)
    return trades[:count], equity
