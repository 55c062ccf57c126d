"""Ways to share one capital among assets, each from their past daily returns alone."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.arrays import FloatArray
from bot.portfolio.allocation.bounded_simplex import onto_bounded_simplex
from bot.portfolio.allocation.daily_returns import DAYS_PER_YEAR
from bot.portfolio.allocation.risk_parity import equal_risk_weights
from bot.portfolio.allocation_terms import AllocationTerms


class Scheme(StrEnum):
    """The ways, in the order they are shown."""

    EQUAL = "equal"
    RISK_PARITY = "risk_parity"
    SHARPE_WEIGHTED = "sharpe_weighted"
    VOLATILITY_TARGET = "volatility_target"

    @property
    def words(self) -> str:
        """Its name in a sentence."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Fractions of the capital, shape (assets,), at most 1 together; `note` says what is odd."""

    values: FloatArray
    note: str | None = None


def weights_of(scheme: Scheme, returns: FloatArray, terms: AllocationTerms) -> Weights:
    """The weights that a way gives from past daily returns, shape (days, assets), two days or more.

    Whatever a way wants is brought within the limits by onto_bounded_simplex. Raises ConfigError
    where the limits cannot hold for so many assets.
    """
    terms.limits.refuse_infeasible(returns.shape[1])
    if scheme is not Scheme.EQUAL and not np.all(np.std(returns, axis=0) > 0.0):
        return Weights(
            values=_equal(returns, terms).values,
            note="equal weights, as an account never moved in the past",
        )
    return _WAYS[scheme](returns, terms)


def _equal(returns: FloatArray, terms: AllocationTerms) -> Weights:
    assets = returns.shape[1]
    return Weights(values=np.full(assets, 1.0 / assets))


def _risk_parity(returns: FloatArray, terms: AllocationTerms) -> Weights:
    weights = equal_risk_weights(_covariance(returns))
    return Weights(values=onto_bounded_simplex(weights, terms.limits))


def _sharpe_weighted(returns: FloatArray, terms: AllocationTerms) -> Weights:
    """In proportion to the Sharpe ratios above 0, moved towards equal by `sharpe_shrinkage`."""
    sharpe = np.mean(returns, axis=0) / np.std(returns, axis=0, ddof=1)
    positive = np.maximum(sharpe, 0.0)
    equal = _equal(returns, terms).values
    if positive.sum() <= 0.0:
        return Weights(
            values=equal, note="equal weights, as no account had a positive Sharpe ratio"
        )
    shrunk = sharpe_shrinkage(sharpe, len(returns))
    wanted = shrunk * equal + (1.0 - shrunk) * positive / positive.sum()
    return Weights(
        values=onto_bounded_simplex(wanted, terms.limits),
        note=f"shrunk {shrunk:.0%} of the way to equal weights",
    )


def sharpe_shrinkage(sharpe: FloatArray, days: int) -> float:
    """How far weights by Sharpe ratio move towards equal ones: 0 (not at all) to 1 (all the way).

    The share of the ratios' spread between assets that estimation error alone explains, the
    empirical Bayes shrinkage of Efron and Morris (1975), Data analysis using Stein's estimator:
    mean of (1 + S_i^2 / 2) / days, the sampling variance of a per-day Sharpe ratio (Lo 2002, The
    statistics of Sharpe ratios), over the ratios' variance (n - 1). Correlation between accounts,
    which makes the error smaller, is left out: that shrinks more, never less. 1 for one asset.
    """
    if sharpe.size < 2:
        return 1.0
    error = float(np.mean(1.0 + sharpe * sharpe / 2.0)) / days
    spread = float(np.var(sharpe, ddof=1))
    return 1.0 if spread <= error else error / spread


def _volatility_target(returns: FloatArray, terms: AllocationTerms) -> Weights:
    """In inverse proportion to volatility, and as much cash as brings the whole to the target.

    Positions scaled by target / volatility as in Moskowitz, Ooi and Pedersen (2012), Time series
    momentum, eq. 5, here on the portfolio's own volatility and never with borrowed money.
    """
    covariance = _covariance(returns)
    inverse = 1.0 / np.sqrt(np.diag(covariance))
    invested = onto_bounded_simplex(inverse / inverse.sum(), terms.limits)
    yearly = math.sqrt(max(float(invested @ covariance @ invested), 0.0) * DAYS_PER_YEAR)
    if yearly <= terms.volatility_target:
        return Weights(
            values=invested,
            note=f"fully invested: its volatility of {yearly:.1%} a year is below the target",
        )
    invested_share = terms.volatility_target / yearly
    held = invested_share * invested
    if held.min() >= terms.limits.min_weight:
        return Weights(values=held, note=f"{1.0 - invested_share:.0%} in cash")
    bounded = onto_bounded_simplex(held, terms.limits, invested_share)
    note = f"{max(0.0, 1.0 - bounded.sum()):.0%} in cash"
    if bounded.sum() > invested_share + 1e-9:
        note += ", above the target as min_weight asks for more than it allows"
    return Weights(values=bounded, note=note)


def _covariance(returns: FloatArray) -> FloatArray:
    """The sample covariance of the columns, shape (assets, assets) also for one asset."""
    return np.atleast_2d(np.cov(returns, rowvar=False))


_WAYS: dict[Scheme, Callable[[FloatArray, AllocationTerms], Weights]] = {
    Scheme.EQUAL: _equal,
    Scheme.RISK_PARITY: _risk_parity,
    Scheme.SHARPE_WEIGHTED: _sharpe_weighted,
    Scheme.VOLATILITY_TARGET: _volatility_target,
}
