"""How sure a Sharpe ratio is. Ratios here are per observation, kurtosis is raw: 3 for normal.

All numbers broadcast: a scalar in gives a scalar out, None where it is undefined; an array gives
an array, NaN where it is undefined.
"""

import math
from statistics import NormalDist
from typing import TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike

from bot.arrays import FloatArray
from bot.domain import require
from bot.domain.errors import ConfigError
from bot.statistics.undefined import none_if_undefined

CONFIDENCE = 0.95
NORMAL = NormalDist()
Numbers = float | FloatArray
_SLACK = 1e-6
"""How far rounding may push a kurtosis below 1, its lower bound."""
_NO_SPREAD = 1e-12
N = TypeVar("N", float, FloatArray)

_erfc = np.vectorize(math.erfc, otypes=[np.float64])


def broadcast(**given: ArrayLike | None) -> list[FloatArray]:
    """The given numbers as float arrays of one shape, None as NaN; ConfigError where they are not
    numbers or their shapes do not match."""
    columns = []
    for name, value in given.items():
        try:
            columns.append(np.asarray(value, dtype=np.float64))
        except (TypeError, ValueError) as exc:
            raise ConfigError(f"need a number or an array for {name}, was {value!r}") from exc
    try:
        return list(np.broadcast_arrays(*columns))
    except ValueError as exc:
        shapes = ", ".join(f"{n} {c.shape}" for n, c in zip(given, columns, strict=True))
        raise ConfigError(f"need arrays of matching shapes, were {shapes}") from exc


def mark_undefined(values: FloatArray) -> float | FloatArray | None:
    """The values, NaN where one is not finite; a single number as it is, None where it is not."""
    if values.ndim == 0:
        return none_if_undefined(float(values))
    return np.where(np.isfinite(values), values, np.nan)


def sharpe_spread(sharpe: FloatArray, skew: FloatArray, kurtosis: FloatArray) -> FloatArray:
    """sqrt(1 - skew x SR + (kurtosis - 1) / 4 x SR^2): the ratio's error for one observation.

    Divided by sqrt(n - 1) it is the standard error (Mertens 2002; Bailey and Lopez de Prado
    2012). NaN where that is not above 0, as for returns of only two values. Raises
    ConfigError for a kurtosis below 1, which no returns have but the excess kurtosis of many.
    """
    low = kurtosis < 1.0 - _SLACK
    if np.any(low):
        _refuse_kurtosis(float(kurtosis[low][0]))
    squared = _squared_spread(sharpe, skew, kurtosis)
    return np.sqrt(np.where(squared > _NO_SPREAD, squared, np.nan))


def _squared_spread(sharpe: N, skew: N, kurtosis: N) -> N:
    return 1.0 - skew * sharpe + (kurtosis - 1.0) / 4.0 * sharpe * sharpe


def _refuse_kurtosis(kurtosis: float) -> None:
    raise ConfigError(f"need a raw kurtosis (3 for normal) >= 1, was {kurtosis:.6g}")


@overload
def probabilistic_sharpe_ratio(
    sharpe: float, n: float, skew: float, kurtosis: float, benchmark: float = 0.0
) -> float | None: ...
@overload
def probabilistic_sharpe_ratio(
    sharpe: FloatArray, n: Numbers, skew: Numbers, kurtosis: Numbers, benchmark: Numbers = 0.0
) -> FloatArray: ...
def probabilistic_sharpe_ratio(
    sharpe: Numbers, n: Numbers, skew: Numbers, kurtosis: Numbers, benchmark: Numbers = 0.0
) -> Numbers | None:
    """N((SR - benchmark) sqrt(n - 1) / spread), the probability that the true ratio is larger.

    Bailey and Lopez de Prado 2012, The Sharpe Ratio Efficient Frontier. Undefined for
    fewer than two of the `n` observations; raises ConfigError as sharpe_spread.
    """
    ratios, count, skews, kurts, bar = broadcast(
        sharpe=sharpe, n=n, skew=skew, kurtosis=kurtosis, benchmark=benchmark
    )
    with np.errstate(all="ignore"):
        freedom = np.sqrt(np.where(count >= 2.0, count - 1.0, np.nan))
        z = (ratios - bar) * freedom / sharpe_spread(ratios, skews, kurts)
    return mark_undefined(0.5 * _erfc(np.where(np.isfinite(z), -z, np.nan) / math.sqrt(2.0)))


def sharpe_interval(
    sharpe: float, n: float, skew: float, kurtosis: float, confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """SR -+ z x spread / sqrt(n - 1), with (1 - confidence) / 2 beyond either side.

    `spread` is sharpe_spread; None where that is undefined, or with fewer than two observations.
    """
    spread = _one_spread(sharpe, skew, kurtosis)
    if spread is None or n < 2:
        return None
    reach = NORMAL.inv_cdf((1.0 + confidence) / 2.0) * spread / math.sqrt(n - 1)
    return sharpe - reach, sharpe + reach


def minimum_track_record_length(
    sharpe: float,
    skew: float,
    kurtosis: float,
    benchmark: float = 0.0,
    confidence: float = CONFIDENCE,
) -> float | None:
    """1 + spread^2 x (z / (SR - benchmark))^2 observations.

    Bailey and Lopez de Prado 2012. None where the ratio is not above the benchmark: no
    record of that kind would prove it.
    """
    require(0.5 < confidence < 1.0, "0.5 < confidence < 1", confidence)
    spread = _one_spread(sharpe, skew, kurtosis)
    if spread is None or not sharpe > benchmark:
        return None
    z = NORMAL.inv_cdf(confidence)
    return none_if_undefined(
        1.0 + (spread * z) * (spread * z) / (sharpe - benchmark) / (sharpe - benchmark)
    )


def _one_spread(sharpe: float, skew: float, kurtosis: float) -> float | None:
    """sharpe_spread of one ratio, without the arrays that take longer than the sum."""
    ratio, lean, tails = (
        _one_number(name, value)
        for name, value in (("sharpe", sharpe), ("skew", skew), ("kurtosis", kurtosis))
    )
    if tails < 1.0 - _SLACK:
        _refuse_kurtosis(tails)
    squared = _squared_spread(ratio, lean, tails)
    return none_if_undefined(math.sqrt(squared)) if squared > _NO_SPREAD else None


def _one_number(name: str, value: float | None) -> float:
    """As broadcast reads one."""
    return float(value) if isinstance(value, float) else float(broadcast(**{name: value})[0])
