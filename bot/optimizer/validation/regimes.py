"""In which markets was it earned? Regimes are known before the candle that they count for."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.domain import require, whole_number
from bot.domain.errors import DataError
from bot.statistics import NORMAL, moments_of, none_if_undefined, returns_of, sharpe_ratio

TREND_CANDLES = 200
VOLATILITY_CANDLES = 50
THIRD = NORMAL.inv_cdf(2.0 / 3.0)
"""A standard normal number is above this in a third of all cases."""


class Regime(StrEnum):
    """A kind of market; the first three exclude each other, and so do the next two."""

    BULL = "bull"
    BEAR = "bear"
    SIDEWAYS = "sideways"
    HIGH_VOLATILITY = "high volatility"
    LOW_VOLATILITY = "low volatility"
    UNKNOWN = "too early to tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeResult:
    """What was earned in the candles of one regime, and what holding earned in the same ones.

    `share` is a fraction of all candles; returns are compounded, in percent; the ratio is
    annualized. None where there is no such candle, a return that is not a number, or no variance.
    """

    regime: Regime
    candles: int
    share: float
    return_pct: float | None
    market_return_pct: float | None
    sharpe_ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeTable:
    """A row for each regime in the order of Regime; `definition` says in words what they mean."""

    definition: str
    rows: tuple[RegimeResult, ...]

    def of(self, regime: Regime) -> RegimeResult:
        """The row of a regime."""
        return next(row for row in self.rows if row.regime is regime)


def regimes_of(
    close: FloatArray,
    *,
    trend_candles: int = TREND_CANDLES,
    volatility_candles: int = VOLATILITY_CANDLES,
) -> dict[Regime, NDArray[np.bool_]]:
    """A mask over the rows of `close` for each regime; row t reads closes of rows < t only.

    Trend: ln(close[t-1] / close[t-1-L]) over the standard deviation of those L changes x sqrt(L);
    bull above 0.43, bear below -0.43, sideways between and where prices stand still. A walk
    without drift is a third of the time in each. Volatility: high where the standard deviation of
    the last M changes is above the median of all such values so far. UNKNOWN where there are not
    enough candles for both. The definition is this project's own.
    """
    import pandas as pd

    long, short = (
        whole_number("trend_candles", trend_candles),
        whole_number("volatility_candles", volatility_candles),
    )
    require(long >= 2, "trend_candles >= 2", long)
    require(short >= 2, "volatility_candles >= 2", short)
    prices = np.asarray(close, np.float64)
    level = np.log(np.where((prices > 0.0) & np.isfinite(prices), prices, np.nan))
    changes = pd.Series(np.diff(level, prepend=np.nan))
    drift = pd.Series(level).diff(long).shift(1).to_numpy()
    noise = changes.rolling(long).std().shift(1).to_numpy() * math.sqrt(long)
    nervous = changes.rolling(short).std()
    usual = nervous.expanding().median()
    spread, middle = nervous.shift(1).to_numpy(), usual.shift(1).to_numpy()
    known_rows = ~(np.isnan(drift) | np.isnan(spread))
    bull, bear = drift > THIRD * noise, drift < -THIRD * noise
    high = spread > middle
    return {
        Regime.BULL: known_rows & bull,
        Regime.BEAR: known_rows & bear,
        Regime.SIDEWAYS: known_rows & ~bull & ~bear,
        Regime.HIGH_VOLATILITY: known_rows & high,
        Regime.LOW_VOLATILITY: known_rows & ~high,
        Regime.UNKNOWN: ~known_rows,
    }


def regime_table(
    close: FloatArray,
    returns: FloatArray,
    periods_per_year: float,
    *,
    trend_candles: int = TREND_CANDLES,
    volatility_candles: int = VOLATILITY_CANDLES,
) -> RegimeTable:
    """Split an out-of-sample result by regime, see regimes_of.

    `returns` are those of the last rows of `close`, one a candle; hand in as many earlier closes as
    there are, for regimes to be known from the first return on. Raises DataError for more returns
    than closes.
    """
    prices, earned = np.asarray(close, np.float64), np.asarray(returns, np.float64)
    if prices.ndim != 1 or earned.ndim != 1 or len(earned) > len(prices):
        raise DataError(
            "need closes of shape (candles,) and returns of their last candles, were "
            f"{prices.shape} and {earned.shape}"
        )
    masks = regimes_of(prices, trend_candles=trend_candles, volatility_candles=volatility_candles)
    market = returns_of(prices, float(prices[0]) if prices.size else 0.0)
    first = len(prices) - len(earned)
    return RegimeTable(
        definition=(
            f"bull or bear where the last {trend_candles} candles rose or fell by more than 0.43 "
            "of what chance moves a price in as many candles, else sideways; high volatility where "
            f"the last {volatility_candles} candles moved more than was usual before; each known "
            "before the candle it counts for"
        ),
        rows=tuple(
            _result(regime, mask[first:], earned, market[first:], periods_per_year)
            for regime, mask in masks.items()
        ),
    )


def _result(
    regime: Regime,
    mask: NDArray[np.bool_],
    returns: FloatArray,
    market: FloatArray,
    periods_per_year: float,
) -> RegimeResult:
    count = int(np.count_nonzero(mask))
    numbers = bool(np.isfinite(returns[mask]).all())
    return RegimeResult(
        regime=regime,
        candles=count,
        share=count / len(mask) if len(mask) else 0.0,
        return_pct=_compounded(returns[mask]),
        market_return_pct=_compounded(market[mask]),
        sharpe_ratio=sharpe_ratio(moments_of(returns[mask]), periods_per_year)
        if count > 1 and numbers
        else None,
    )


def _compounded(returns: FloatArray) -> float | None:
    if not (returns.size and np.isfinite(returns).all()):
        return None
    with np.errstate(over="ignore", invalid="ignore"):  # beyond every number is None
        return none_if_undefined((float(np.prod(1.0 + returns)) - 1.0) * 100.0)
