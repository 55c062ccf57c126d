"""Monte Carlo: what chance could have made of the same trades and the same candles."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.drawdown import max_drawdown
from bot.backtesting.robustness.distribution import Distribution, distribution_of
from bot.statistics import returns_of, trade_returns

if TYPE_CHECKING:
    from bot.backtesting.result import BacktestResult

RUIN_LOSS_PCT = 50.0
"""Losing this share of the initial balance at any moment counts as ruin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampling:
    """One way of resampling, in words, and what it gave. Probabilities are fractions."""

    definition: str
    ending_balance: Distribution
    max_drawdown_pct: Distribution
    ruin_probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MonteCarlo:
    """`trade_order` is None without a trade. The same seed gives the same numbers."""

    runs: int
    seed: int
    ruin_loss_pct: float
    trade_order: Resampling | None
    block_bootstrap: Resampling


def monte_carlo(result: "BacktestResult", runs: int, *, seed: int) -> MonteCarlo:
    """Resample a result `runs` times in both ways."""
    initial = result.initial_balance
    by_trade = growth_of(trade_returns(result.trade_records["pnl"], initial))
    by_candle = growth_of(returns_of(result.equity, initial))
    order_chance, block_chance = (np.random.default_rng([seed, kind]) for kind in range(2))
    block = cube_root_length(by_candle.size)
    order = _resampling(
        "the trades in random order, each by its share of the balance: the end stays, the way"
        " changes; drawdown at the closes of trades",
        by_trade,
        shuffled(by_trade, runs, order_chance),
        initial,
    )
    return MonteCarlo(
        runs=runs,
        seed=seed,
        ruin_loss_pct=RUIN_LOSS_PCT,
        trade_order=order if by_trade.size else None,
        block_bootstrap=_resampling(
            f"the candles' returns in blocks of random length, {block} candles on average, drawn"
            " with replacement (Politis and Romano 1994)",
            by_candle,
            stationary_bootstrap(by_candle, runs, block, block_chance),
            initial,
        ),
    )


def growth_of(returns: FloatArray) -> FloatArray:
    """1 + return; what is undefined, on an account with nothing left, is 1."""
    return np.nan_to_num(1.0 + returns, nan=1.0)


def cube_root_length(count: int) -> int:
    """The mean length of a block: the cube root of `count`, the best order for a variance.

    Politis and White 2004.
    """
    return max(1, round(math.cbrt(count)))


def shuffled(growth: FloatArray, runs: int, chance: np.random.Generator) -> Iterator[FloatArray]:
    """Each run a permutation of all factors."""
    for _ in range(runs):
        yield chance.permutation(growth)


def stationary_bootstrap(
    growth: FloatArray, runs: int, mean_length: int, chance: np.random.Generator
) -> Iterator[FloatArray]:
    """Each run n factors in blocks of geometric length, read around the end (Politis, Romano 1994).

    Blocks keep what lies close together, such as the candles of one trade or a quiet month.
    """
    rows = np.arange(growth.size)
    for _ in range(runs):
        begins = chance.random(growth.size) < 1.0 / mean_length
        begins[:1] = True
        block = np.cumsum(begins) - 1
        starts = chance.integers(0, growth.size, int(begins.sum()))
        yield growth[(starts[block] + rows - rows[begins][block]) % growth.size]


def _resampling(
    definition: str, actual: FloatArray, paths: Iterator[FloatArray], initial: float
) -> Resampling:
    if not actual.size:
        paths = iter([np.ones(1)])
        actual = np.ones(1)
    measured = np.array([_measured(path, initial) for path in paths])
    ending, drawdown, _ = _measured(actual, initial)
    return Resampling(
        definition=definition,
        ending_balance=distribution_of(measured[:, 0], ending),
        max_drawdown_pct=distribution_of(measured[:, 1], drawdown),
        ruin_probability=float(np.mean(measured[:, 2])),
    )


def _measured(growth: FloatArray, initial: float) -> tuple[float, float, bool]:
    """Ending balance, largest drawdown in percent, and whether the run was ruined on its way."""
    equity = np.asarray(initial * np.cumprod(growth), np.float64)
    if growth.size and float(np.min(growth)) <= 0.0:  # with nothing left nothing is traded
        ruin = int((equity <= 0.0).argmax())
        equity[ruin:] = equity[ruin]
    _, share = max_drawdown(equity, initial)
    ruined = float(np.min(equity)) <= initial * (1.0 - RUIN_LOSS_PCT / 100.0)
    return float(equity[-1]), share * 100.0, ruined
