"""What each way of sharing the capital earned on days that its weights had not seen."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import max_drawdown
from bot.optimizer.validation import sharpe_difference, walk_forward_splits
from bot.portfolio.allocation.daily_returns import DAYS_PER_YEAR, CommonDays
from bot.portfolio.allocation.schemes import Scheme, Weights, weights_of
from bot.portfolio.allocation_terms import AllocationTerms
from bot.statistics import annual_return, moments_of, returns_of, sharpe_ratio, volatility

FOLDS = 4
LEAST_DAYS = 60
"""Half of these are the first past that weights are measured on."""
BEYOND_CHANCE = 0.05


@dataclass(frozen=True, kw_only=True)
class SchemeResult:
    """One way: its weights for the days to come, and what it did on the held-out days.

    Returns, volatility and drawdown are fractions, a year where annual; None where undefined.
    `p_value` is that of "its Sharpe ratio is not above that of equal weights", corrected for the
    number of ways compared; None where the two cannot be told apart.
    """

    scheme: Scheme
    weights: Weights
    fold_weights: tuple[Weights, ...]
    total_return: float
    annual_return: float | None
    volatility: float | None
    sharpe_ratio: float | None
    max_drawdown: float
    p_value: float | None

    @property
    def is_better(self) -> bool:
        """Whether it did better than equal weights beyond chance."""
        return self.p_value is not None and self.p_value <= BEYOND_CHANCE


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All ways on the same days; `held_out_row` is the first row of `days` that was held out."""

    days: CommonDays
    held_out_row: int
    results: tuple[SchemeResult, ...]

    @property
    def held_out_days(self) -> int:
        """On how many days the ways are compared."""
        return len(self.days.returns) - self.held_out_row


def compare_schemes(days: CommonDays, terms: AllocationTerms, *, seed: int = 0) -> Comparison:
    """Measure weights on the past and hold them on the days after, FOLDS times, joined.

    The first past is half of the days and grows with each fold. Within a fold the accounts are left
    alone, as the bot leaves them, so weights drift with what each earns; at its end all is shared
    anew, at no cost, and what is not shared is cash that earns nothing. `days` are at least
    LEAST_DAYS, no account constant through all of them. The p-values of the ways against equal
    weights are corrected for their number (Holm 1979, A simple sequentially rejective multiple test
    procedure). Raises ConfigError where the limits cannot hold.
    """
    folds = list(
        walk_forward_splits(len(days.returns), FOLDS, search_candles=len(days.returns) // 2)
    )
    held = {
        scheme: tuple(weights_of(scheme, days.returns[fold.searched], terms) for fold in folds)
        for scheme in Scheme
    }
    earned = {
        scheme: np.concatenate(
            [
                held_returns(weights.values, days.returns[fold.traded])
                for weights, fold in zip(held[scheme], folds, strict=True)
            ]
        )
        for scheme in Scheme
    }
    chances = _corrected(
        {
            scheme: sharpe_difference(earned[scheme], earned[Scheme.EQUAL], seed=seed).p_value
            for scheme in Scheme
            if scheme is not Scheme.EQUAL
        }
    )
    return Comparison(
        days=days,
        held_out_row=folds[0].trade_start,
        results=tuple(
            _result(
                scheme,
                weights_of(scheme, days.returns, terms),
                held[scheme],
                earned[scheme],
                chances.get(scheme),
            )
            for scheme in Scheme
        ),
    )


def held_returns(weights: FloatArray, returns: FloatArray) -> FloatArray:
    """The daily returns of a capital shared once, its parts then left alone; shape (days,)."""
    cash = 1.0 - float(weights.sum())
    worth = cash + np.cumprod(1.0 + returns, axis=0) @ weights
    earned: FloatArray = np.nan_to_num(returns_of(worth, 1.0))
    return earned


def _result(
    scheme: Scheme,
    weights: Weights,
    fold_weights: tuple[Weights, ...],
    returns: FloatArray,
    p_value: float | None,
) -> SchemeResult:
    worth, moments = np.cumprod(1.0 + returns, dtype=np.float64), moments_of(returns)
    return SchemeResult(
        scheme=scheme,
        weights=weights,
        fold_weights=fold_weights,
        total_return=float(worth[-1] - 1.0),
        annual_return=annual_return(worth, 1.0, DAYS_PER_YEAR),
        volatility=volatility(moments, DAYS_PER_YEAR),
        sharpe_ratio=sharpe_ratio(moments, DAYS_PER_YEAR),
        max_drawdown=float(max_drawdown(worth, 1.0)[1]),
        p_value=p_value,
    )


def _corrected(chances: dict[Scheme, float | None]) -> dict[Scheme, float | None]:
    """Holm's adjusted p-values; every way counts as a comparison, also one without a p-value."""
    known = sorted((p, scheme) for scheme, p in chances.items() if p is not None)
    corrected: dict[Scheme, float | None] = dict.fromkeys(chances)
    highest = 0.0
    for number, (p_value, scheme) in enumerate(known):
        highest = max(highest, min(1.0, p_value * (len(chances) - number)))
        corrected[scheme] = highest
    return corrected
