"""Strategies with one fault each, and honest ones of the same making."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.domain.checks import require
from bot.strategy.protocol import Opinions

_CALLS: list[int] = []
_BY_LENGTH: dict[int, Opinions] = {}


def rolling_mean(values: FloatArray, period: int) -> FloatArray:
    """Of the last `period` values at each row; NaN for the first period - 1."""
    out = np.full(values.size, np.nan)
    if values.size >= period:
        out[period - 1 :] = np.lib.stride_tricks.sliding_window_view(values, period).mean(axis=1)
    return out


def ahead(values: FloatArray, candles: int) -> FloatArray:
    """The value so many candles later; NaN where there is none."""
    out = np.full(values.size, np.nan)
    out[: max(0, values.size - candles)] = values[candles:]
    return out


def opinions_of(score: FloatArray, /, **values: FloatArray) -> Opinions:
    """LONG above 0, SHORT below; the more confident the further; NaN and rounding are FLAT."""
    known = np.nan_to_num(score)
    known = np.where(np.abs(known) > 1e-9, known, 0.0)
    return Opinions(
        direction=np.sign(known).astype(np.int8),
        confidence=np.minimum(np.abs(known) * 20.0, 1.0),
        values=values,
    )


@dataclass(frozen=True, kw_only=True)
class Honest:
    """The close against the mean of the last `period` closes."""

    period: int = 10
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"period": (5, 40)}

    def __post_init__(self) -> None:
        require(2 <= self.period <= 1_000, "2 <= period <= 1000", self.period)

    @property
    def warm_up_candles(self) -> int:
        return self.period

    def score(self, candles: CandleArrays) -> FloatArray:
        return candles.close / rolling_mean(candles.close, self.period) - 1.0

    def opinions(self, candles: CandleArrays) -> Opinions:
        score = self.score(candles)
        return opinions_of(score, score=score)


@dataclass(frozen=True, kw_only=True)
class CenteredMean(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        mean = pd.Series(candles.close).rolling(2 * self.period + 1, center=True).mean()
        return candles.close / mean.to_numpy() - 1.0


@dataclass(frozen=True, kw_only=True)
class GlobalScore(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        close = candles.close
        deviation = close.std() if close.size else 0.0
        if deviation <= 1e-9:
            return np.zeros(close.size)
        return (close - close.mean()) / deviation * 0.02


@dataclass(frozen=True, kw_only=True)
class Shifted(Honest):
    by: int = 1

    def score(self, candles: CandleArrays) -> FloatArray:
        return ahead(candles.close, self.by) / candles.close - 1.0


@dataclass(frozen=True, kw_only=True)
class LastValue(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return candles.close[-1:].sum() / candles.close - 1.0


@dataclass(frozen=True, kw_only=True)
class HighestOfTheRest(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return np.maximum.accumulate(candles.high[::-1])[::-1] / candles.close - 1.05


@dataclass(frozen=True, kw_only=True)
class FilledBackward(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        scores = pd.Series(super().score(candles))
        return scores.where(scores.abs() > 0.01).bfill().to_numpy(copy=True)


@dataclass(frozen=True, kw_only=True)
class ByLaterLow(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return ahead(candles.low, 2) / candles.close - 1.0


@dataclass(frozen=True, kw_only=True)
class ByVolume(Honest):
    """Follows a candle whose volume is above the mean of the last `period`."""

    def score(self, candles: CandleArrays) -> FloatArray:
        usual = rolling_mean(candles.volume, self.period)
        return np.where(candles.volume > 2.0 * usual, candles.close / candles.open - 1.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class ByLaterVolume(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        usual = rolling_mean(candles.volume, self.period)
        return np.where(ahead(candles.volume, 3) > 2.0 * usual, 0.01, -0.01)


@dataclass(frozen=True, kw_only=True)
class ByVolumeAfterABurst(Honest):
    """Peeks only after a volume eight times the usual one of the 50 candles before."""

    @property
    def warm_up_candles(self) -> int:
        return 51

    def score(self, candles: CandleArrays) -> FloatArray:
        before = pd.Series(candles.volume).shift(1).rolling(50).mean().to_numpy()
        later = np.where(ahead(candles.volume, 1) > candles.volume, 0.02, -0.02)
        return np.where(candles.volume > 8.0 * before, later, super().score(candles))


@dataclass(frozen=True, kw_only=True)
class ByAllVolume(Honest):
    """Against the mean volume of all candles."""

    def score(self, candles: CandleArrays) -> FloatArray:
        mean = candles.volume.sum() / max(1, len(candles))
        return 1e-5 * (candles.volume - mean)


@dataclass(frozen=True, kw_only=True)
class VolumeSinceTheFirst(Honest):
    """Against the mean volume since the first candle, wherever that is."""

    def score(self, candles: CandleArrays) -> FloatArray:
        volume = candles.volume
        return 1e-5 * (volume - np.cumsum(volume) / np.arange(1, volume.size + 1))


@dataclass(frozen=True, kw_only=True)
class DividesByVolume(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return super().score(candles) / candles.volume


@dataclass(frozen=True, kw_only=True)
class MutatesVolume(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        candles.volume[:] = 0.0
        return super().score(candles)


@dataclass(frozen=True, kw_only=True)
class ByLaterTime(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        step = ahead(candles.open_time.astype(float), 1) - candles.open_time
        return np.where(step > 1.5 * candles.candle_ns, -0.01, super().score(candles))


@dataclass(frozen=True, kw_only=True)
class OnRareRows(Honest):
    """Peeks only at candles three times as long as any of the 50 before."""

    @property
    def warm_up_candles(self) -> int:
        return 51

    def score(self, candles: CandleArrays) -> FloatArray:
        size = (candles.high - candles.low) / candles.close
        before = pd.Series(size).shift(1).rolling(50).max().to_numpy()
        peek = ahead(candles.close, 1) / candles.close - 1.0
        return np.where(size > 3.0 * before, peek, super().score(candles))


@dataclass(frozen=True, kw_only=True)
class OnManyCandles(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        honest = super().score(candles)
        return ahead(honest, 1) if len(candles) > 3_000 else honest


@dataclass(frozen=True, kw_only=True)
class BlankAtTheEnd(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        score = super().score(candles)
        score[-5:] = 0.0
        return score


@dataclass(frozen=True, kw_only=True)
class ShownAhead(Honest):
    """Decides honestly and shows a mean that is not known yet."""

    def opinions(self, candles: CandleArrays) -> Opinions:
        mean = rolling_mean(candles.close, self.period)
        return opinions_of(self.score(candles), mean=ahead(mean, 4))


@dataclass(frozen=True, kw_only=True)
class AheadWhenSmooth(Honest):
    """Looks ahead with other parameters than the defaults only."""

    smooth: float = 0.0
    search_space: ClassVar[Mapping[str, tuple[float, float]]] = {"smooth": (0.0, 1.0)}

    def score(self, candles: CandleArrays) -> FloatArray:
        honest = super().score(candles)
        return honest + self.smooth * np.nan_to_num(ahead(honest, 1))


@dataclass(frozen=True, kw_only=True)
class Expanding(Honest):
    """Against the mean since the first candle, wherever that is."""

    def score(self, candles: CandleArrays) -> FloatArray:
        close = candles.close
        return close / (np.cumsum(close) / np.arange(1, close.size + 1)) - 1.0


@dataclass(frozen=True, kw_only=True)
class ShortWarmUp(Honest):
    period: int = 30

    @property
    def warm_up_candles(self) -> int:
        return 12


@dataclass(frozen=True, kw_only=True)
class RoundingDecides(Honest):
    """The deviation by the difference of two large sums, which is not 0 on constant prices."""

    def opinions(self, candles: CandleArrays) -> Opinions:
        mean = rolling_mean(candles.close * 1.1, self.period)
        known = np.nan_to_num(candles.close * 1.1 - mean)
        direction = np.sign(known).astype(np.int8)
        return Opinions(direction=direction, confidence=np.abs(direction) * 0.5, values={})


@dataclass(frozen=True, kw_only=True)
class Counting(Honest):
    """Is more confident the more often it was asked."""

    def score(self, candles: CandleArrays) -> FloatArray:
        _CALLS.append(len(candles))
        return super().score(candles) * (1.0 + 0.01 * len(_CALLS))


@dataclass(frozen=True, kw_only=True)
class CachedByLength(Honest):
    def opinions(self, candles: CandleArrays) -> Opinions:
        return _BY_LENGTH.setdefault(len(candles), super().opinions(candles))


@dataclass(frozen=True, kw_only=True)
class GlobalChance(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return super().score(candles) + 0.01 * np.random.standard_normal(len(candles))


@dataclass(frozen=True, kw_only=True)
class UnseededChance(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return super().score(candles) + 0.01 * np.random.default_rng().normal(size=len(candles))


@dataclass(frozen=True, kw_only=True)
class SeedsGlobalChance(Honest):
    """Gives the same answers each time, and takes the chance of everybody else."""

    def score(self, candles: CandleArrays) -> FloatArray:
        np.random.seed(7)
        return super().score(candles)


@dataclass(frozen=True, kw_only=True)
class Mutating(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        score = super().score(candles)
        candles.close[:] = score
        return score


@dataclass(frozen=True, kw_only=True)
class DividesByNothing(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        return (candles.close - candles.low) / (candles.high - candles.low) - 0.5


@dataclass(frozen=True, kw_only=True)
class RaisesWhenFew(Honest):
    def score(self, candles: CandleArrays) -> FloatArray:
        if len(candles) < 2:
            raise IndexError("no candle before this one")
        return super().score(candles)


@dataclass(frozen=True, kw_only=True)
class BlindDecision(Honest):
    """LONG where the comparison with NaN is false."""

    def opinions(self, candles: CandleArrays) -> Opinions:
        mean = rolling_mean(candles.close, self.period)
        direction = np.where(candles.close < mean, -1, 1).astype(np.int8)
        return Opinions(
            direction=direction, confidence=np.full(len(candles), 0.5), values={"mean": mean}
        )
