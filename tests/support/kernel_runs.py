"""The kernel driven by plain rows, with the argument types that the bot compiles it for."""

from collections.abc import Sequence

import numpy as np

from bot.backtesting import Directions, directions_of, equity_of, simulated
from bot.rules.fills import Terms


def run_kernel(
    candles: Sequence[Sequence[float]], directions: Sequence[int], terms: Terms, balance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Trades (TRADE_DTYPE) and equity of (open, high, low, close) rows and a direction per row."""
    decided = directions_of(np.array(directions, np.int8))
    columns = [np.array(column, float) for column in zip(*candles, strict=True)]
    return run_directions(columns, decided, terms, balance)


def run_directions(
    columns: Sequence[np.ndarray], directions: Directions, terms: Terms, balance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Trades and equity of open, high, low and close columns."""
    open_, high, low, close = columns
    run = simulated(open_, high, low, close, directions, balance, terms)
    return run.trades, equity_of(run, balance, len(close))
