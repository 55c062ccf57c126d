"""What came of a candle: up, down or neither, so many candles later."""

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain import StrategyConfig

CLASSES = ("long", "short", "flat")
"""By the column that each has among probabilities and outcomes."""
LONG, SHORT, FLAT = range(3)
UNKNOWN = -1
USUAL_HORIZON = 12
"""Candles that a prediction is held against where nobody says otherwise."""

ClassArray = NDArray[np.int8]


def round_trip_pct(config: StrategyConfig) -> float:
    """What entering and leaving costs, in percent of the price: less than it pays for no trade."""
    return 2.0 * (config.fee_pct + config.slippage_pct) * 100.0


def moves_pct(close: FloatArray, horizon: int) -> FloatArray:
    """From each close to that `horizon` candles later, in percent; NaN where that is not known."""
    moves = np.full(close.size, np.nan)
    moves[:-horizon] = (close[horizon:] / close[:-horizon] - 1.0) * 100.0
    return moves


def outcome_classes(moves: FloatArray, threshold_pct: float) -> ClassArray:
    """LONG beyond +threshold, SHORT beyond -threshold, FLAT between (the bounds included).

    UNKNOWN where a move is NaN.
    """
    classes = np.full(moves.size, FLAT, np.int8)
    classes[moves > threshold_pct] = LONG
    classes[moves < -threshold_pct] = SHORT
    classes[np.isnan(moves)] = UNKNOWN
    return classes


def class_of_move(move_pct: float, threshold_pct: float) -> int:
    """outcome_classes for one move."""
    if move_pct > threshold_pct:
        return LONG
    return SHORT if move_pct < -threshold_pct else FLAT


def class_called(action: str) -> int:
    """The class that an action (LONG, SHORT, FLAT) calls."""
    return CLASSES.index(action.lower())


def called_classes(probabilities: FloatArray) -> ClassArray:
    """The likeliest class of each row of shape (n, 3), ties as prediction_at has them.

    UNKNOWN where there are no probabilities.
    """
    up, down, flat = probabilities.T
    called = np.where(up >= down, LONG, SHORT).astype(np.int8)
    called[(flat >= up) & (flat >= down)] = FLAT
    called[np.isnan(flat)] = UNKNOWN
    return called
