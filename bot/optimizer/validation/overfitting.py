"""Does the best config of one half of the candles stay good on the other half?"""

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import require, whole_number
from bot.domain.errors import DataError
from bot.statistics import none_if_undefined

MOST_BLOCKS = 16
_ROUNDING = 1e-9
"""A variance below this share of the mean square is rounding: sums of squares lose digits."""


@dataclass(frozen=True, kw_only=True)
class BacktestOverfitting:
    """What choosing by the past is worth, over all splits into two halves.

    `probability` (PBO) is the share of splits in which the best trial of one half is at or below
    the median of all trials on the other. Arrays have a row for each split: `logits` of the best
    trial's relative rank on the other half (above 0: better than the median), `in_sample` and
    `out_of_sample` its Sharpe ratios per candle. `degradation_slope` is that of the line of
    out-of-sample over in-sample ratios, None where they do not vary. `loss_probability` is the
    share of splits with an out-of-sample ratio below 0. `trials` counts those compared;
    `trials_left_out` had a return that is not a number.
    """

    probability: float
    loss_probability: float
    degradation_slope: float | None
    logits: FloatArray
    in_sample: FloatArray
    out_of_sample: FloatArray
    blocks: int
    trials: int
    trials_left_out: int


def probability_of_backtest_overfitting(
    returns: FloatArray, n_blocks: int = MOST_BLOCKS
) -> BacktestOverfitting | None:
    """CSCV: cut the candles into blocks, and choose on each half of them for the other half.

    Bailey, Borwein, Lopez de Prado and Zhu 2015, The Probability of Backtest Overfitting.
    `returns` has shape (candles, trials). The blocks follow each other in time and differ by at
    most one candle; all n_blocks choose n_blocks / 2 splits are taken (12,870 for 16). Ratios come
    from each block's sums of r and r^2, so that time is 2^n_blocks x trials and memory blocks x
    trials beyond the input. The relative rank is rank / (trials + 1), 1 being the worst, ties in
    the middle. A trial without variance in a half has a ratio of 0 there, as money at rest; equal
    best trials: the first counts.

    None where nothing can be compared: fewer than two trials, or none that ever varies. Raises
    ConfigError unless n_blocks is even, 2 to 16, DataError for less than two candles a block.
    """
    blocks = whole_number("n_blocks", n_blocks)
    allowed = 2 <= blocks <= MOST_BLOCKS and blocks % 2 == 0
    require(allowed, f"an even n_blocks of 2 to {MOST_BLOCKS}", blocks)
    table = np.asarray(returns, dtype=np.float64)
    if table.ndim != 2 or len(table) < 2 * blocks:
        raise DataError(
            f"need returns of shape (candles, trials) with at least {2 * blocks} candles for "
            f"{blocks} blocks, was {table.shape}"
        )
    edges = np.linspace(0, len(table), blocks + 1).astype(np.int64)
    sums, squares = _block_sums(table, edges)
    usable = np.isfinite(sums).all(axis=0) & np.isfinite(squares).all(axis=0)
    return _compared(
        np.ascontiguousarray(sums[:, usable]),
        np.ascontiguousarray(squares[:, usable]),
        np.diff(edges).astype(np.float64),
        trials_left_out=int(np.count_nonzero(~usable)),
    )


def _compared(
    sums: FloatArray, squares: FloatArray, candles: FloatArray, *, trials_left_out: int
) -> BacktestOverfitting | None:
    blocks, trials = sums.shape
    everything = _sharpe_ratios(sums.sum(axis=0), squares.sum(axis=0), float(candles.sum()))
    if trials < 2 or not np.any(everything):
        return None
    inside, outside, ranks = _all_splits(sums, squares, candles, _halves(blocks))
    share = ranks / (trials + 1)
    logits = np.log(share / (1.0 - share))
    return BacktestOverfitting(
        probability=float(np.mean(logits <= 0.0)),
        loss_probability=float(np.mean(outside < 0.0)),
        degradation_slope=_slope(inside, outside),
        logits=logits,
        in_sample=inside,
        out_of_sample=outside,
        blocks=blocks,
        trials=trials,
        trials_left_out=trials_left_out,
    )


def _halves(blocks: int) -> NDArray[np.bool_]:
    """Which blocks (columns) are chosen on, one split a row, in lexical order."""
    chosen = list(combinations(range(blocks), blocks // 2))
    member = np.zeros((len(chosen), blocks), np.bool_)
    member[np.arange(len(chosen))[:, None], np.array(chosen)] = True
    return member


def _slope(x: FloatArray, y: FloatArray) -> float | None:
    """Ordinary least squares of y over x; None where x does not vary."""
    away = x - np.mean(x)
    spread = float(away @ away)
    if not spread > 1e-24 * float(x @ x):
        return None
    return none_if_undefined(float(away @ (y - np.mean(y))) / spread)


@compiled
def _block_sums(returns: FloatArray, edges: NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
    """Sum of r and of r^2 for each block and trial, added in the order of time."""
    blocks, trials = edges.size - 1, returns.shape[1]
    sums, squares = np.zeros((blocks, trials)), np.zeros((blocks, trials))
    for block in range(blocks):
        for t in range(edges[block], edges[block + 1]):
            for k in range(trials):
                sums[block, k] += returns[t, k]
                squares[block, k] += returns[t, k] * returns[t, k]
    return sums, squares


@compiled
def _sharpe_ratios(total: FloatArray, square: FloatArray, candles: float) -> FloatArray:
    """mean / standard deviation (n - 1) of each trial from its sums; 0 without variance."""
    out = np.zeros(total.size)
    for k in range(total.size):
        mean = total[k] / candles
        spread = square[k] - total[k] * mean
        if spread > _ROUNDING * square[k]:
            out[k] = mean / math.sqrt(spread / (candles - 1.0))
    return out


@compiled
def _half_ratios(
    sums: FloatArray, squares: FloatArray, candles: FloatArray, member: NDArray[np.bool_]
) -> FloatArray:
    total, square, length = np.zeros(sums.shape[1]), np.zeros(sums.shape[1]), 0.0
    for block in range(member.size):
        if member[block]:
            length += candles[block]
            for k in range(total.size):
                total[k] += sums[block, k]
                square[k] += squares[block, k]
    return _sharpe_ratios(total, square, length)


@compiled
def _rank(values: FloatArray, best: int) -> float:
    """1 for the lowest; the mean rank among equals."""
    below, equal = 0, 0
    for k in range(values.size):
        below += values[k] < values[best]
        equal += values[k] == values[best]
    return below + (equal + 1) / 2.0


@compiled
def _all_splits(
    sums: FloatArray, squares: FloatArray, candles: FloatArray, halves: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of each split: the best trial's ratio on its half, on the other half, and its rank there.

    Row i of the halves and row i from the end are each other's other half, as lexical order has it.
    """
    splits = len(halves)
    inside, outside, ranks = np.empty(splits), np.empty(splits), np.empty(splits)
    for first in range(splits // 2):
        last = splits - 1 - first
        half = _half_ratios(sums, squares, candles, halves[first])
        other = _half_ratios(sums, squares, candles, halves[last])
        best = int(np.argmax(half))
        inside[first], outside[first], ranks[first] = half[best], other[best], _rank(other, best)
        best = int(np.argmax(other))
        inside[last], outside[last], ranks[last] = other[best], half[best], _rank(half, best)
    return inside, outside, ranks
