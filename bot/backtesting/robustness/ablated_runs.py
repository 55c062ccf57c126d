"""The same candles with an opinion switched on or off: does the AI help, do macro news?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray
from bot.domain import DecisionPolicy
from bot.statistics import mean_interval, returns_of

if TYPE_CHECKING:
    from bot.backtesting.result import BacktestResult

    Run = Callable[[DecisionPolicy], BacktestResult]

CONFIDENCE = 0.95
"""With which all intervals of an ablation hold at once."""
_VARIANTS = (
    ("technical only", False, False),
    ("+ AI", True, False),
    ("+ macro", False, True),
    ("+ AI + macro", True, True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a run returned more than the technical signal alone, candle by candle.

    In percent of the balance a year: the mean of the differences of both returns at each candle
    (not compounded) times the candles a year, and between which two numbers it lies. `low` and
    `high` are None where the runs do not differ enough to tell.
    """

    mean_pct: float
    low_pct: float | None
    high_pct: float | None
    candles: int

    @property
    def is_certain(self) -> bool:
        """Does the interval leave out 0?"""
        return (
            self.low_pct is not None
            and self.high_pct is not None
            and (self.low_pct > 0.0 or self.high_pct < 0.0)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AblatedRun:
    """One run; `difference` is None for the technical signal alone, and where no candle differs."""

    name: str
    ai_enabled: bool
    macro_enabled: bool
    total_pnl_pct: float
    total_trades: int
    sharpe_ratio: float | None
    max_drawdown_pct: float
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """The technical signal alone, with the AI, with macro news, with both, in this order."""

    confidence: float
    seed: int
    runs: tuple[AblatedRun, ...]


def ablation(policy: DecisionPolicy, run: "Run", *, seed: int) -> Ablation:
    """Backtest `policy` with either opinion on and off, whatever it says of them itself.

    `run` backtests a policy on the same candles. The intervals are of paired differences and so
    wide that all three hold at once (Bonferroni): the same seed gives the same ones.
    """
    results = [
        run(replace(policy, ai_enabled=ai, macro_enabled=macro)) for _, ai, macro in _VARIANTS
    ]
    alone = _returns(results[0])
    return Ablation(
        confidence=CONFIDENCE,
        seed=seed,
        runs=tuple(
            _ablated(name, result, alone, seed)
            for (name, _, _), result in zip(_VARIANTS, results, strict=True)
        ),
    )


def _ablated(name: str, result: "BacktestResult", alone: FloatArray, seed: int) -> AblatedRun:
    return AblatedRun(
        name=name,
        ai_enabled=result.policy.ai_enabled,
        macro_enabled=result.policy.macro_enabled,
        total_pnl_pct=result.total_pnl_pct,
        total_trades=result.metrics.total_trades,
        sharpe_ratio=result.sharpe_ratio,
        max_drawdown_pct=result.max_drawdown_pct,
        difference=_difference(_returns(result) - alone, result.periods_per_year, seed),
    )


def _difference(more: FloatArray, periods_per_year: float, seed: int) -> Difference | None:
    candles = int(np.count_nonzero(more))
    if not candles:
        return None
    confidence = 1.0 - (1.0 - CONFIDENCE) / (len(_VARIANTS) - 1)
    a_year = periods_per_year * 100.0
    interval = mean_interval(more, confidence=confidence, seed=seed)
    low, high = interval or (None, None)
    return Difference(
        mean_pct=float(np.mean(more)) * a_year,
        low_pct=None if low is None else low * a_year,
        high_pct=None if high is None else high * a_year,
        candles=candles,
    )


def _returns(result: "BacktestResult") -> FloatArray:
    """One fraction a candle; 0 on an account with nothing left."""
    returns = returns_of(result.equity, result.initial_balance)
    return np.where(np.isnan(returns), 0.0, returns)
