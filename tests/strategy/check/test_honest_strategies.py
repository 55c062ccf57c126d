"""An honest strategy passes, whatever it is made of, and the report says how it was judged."""

from dataclasses import dataclass

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.strategy import ema, rsi, warm_up_candles
from bot.strategy.check import check_strategy
from bot.strategy.check.result import CheckOutcome
from bot.strategy.check.samples import KINDS, sample_candles
from tests.support.planted_strategies import Honest, rolling_mean


@dataclass(frozen=True, kw_only=True)
class Composed(Honest):
    """A causal score of any of the usual parts."""

    smoothing: int = 3
    lag: int = 0
    parts: str = "mean"

    @property
    def warm_up_candles(self) -> int:
        return self.lag + max(
            self.period + self.smoothing, warm_up_candles(self.smoothing, self.period)
        )

    def score(self, candles: CandleArrays) -> FloatArray:
        close = candles.close
        score = {
            "mean": lambda: close / rolling_mean(close, self.period) - 1.0,
            "ema": lambda: close / ema(close, self.smoothing) - 1.0,
            "rsi": lambda: 0.001 * (rsi(close, self.period) - 50.0),
            "volume": lambda: np.where(
                candles.volume > 2 * rolling_mean(candles.volume, self.period), 0.01, -0.01
            ),
            "range": lambda: rolling_mean(candles.high - candles.low, self.period) / close - 0.01,
        }[self.parts]()
        return np.concatenate([np.full(min(self.lag, close.size), np.nan), score])[: close.size]


@given(
    st.integers(2, 40),
    st.integers(2, 20),
    st.integers(0, 5),
    st.sampled_from(["mean", "ema", "rsi", "range", "volume"]),
    st.integers(0, 1_000),
    st.sets(st.sampled_from(KINDS), min_size=1, max_size=3),
)
@settings(
    max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking takes minutes
def test_a_causal_strategy_passes_on_any_seed(period, smoothing, lag, parts, seed, kinds):
    strategy = Composed(period=period, smoothing=smoothing, lag=lag, parts=parts)
    size = max(200, 2 * strategy.warm_up_candles)
    series = {kind: sample_candles(kind, size, seed=seed) for kind in sorted(kinds)}
    report = check_strategy(strategy, series, count=200, tries=20, seed=seed)
    unpassed = {one.name for one in report.results if one.outcome is not CheckOutcome.PASSED}
    assert unpassed <= {"activity"}, report  # on constant candles nothing can act


@dataclass(frozen=True, kw_only=True)
class Dear(Honest):
    """Acts at prices only that no invented candle has."""

    def score(self, candles: CandleArrays) -> FloatArray:
        return np.where(candles.close > 1e9, 1.0, np.nan)


def test_a_strategy_that_never_acts_gets_no_verdict():
    report = check_strategy(Dear(), count=200, tries=5)
    assert (report.verdict, report.failures) == (CheckOutcome.NOT_JUDGED, ())
    assert "its rules were not tried" in report["activity"].finding
    assert "--csv FILE" in report["activity"].advice
    assert report["activity"].details["shares"] == {"LONG": 0.0, "SHORT": 0.0, "FLAT": 1.0}


def test_the_same_arguments_give_the_same_report():
    reports = [check_strategy(Honest(), count=200, tries=10, seed=3) for _ in range(2)]
    assert reports[0] == reports[1]


def test_every_check_is_made_and_progress_is_told():
    heard = []
    report = check_strategy(
        Honest(), count=200, tries=10, progress=lambda share, said: heard.append((share, said))
    )
    assert {one.outcome for one in report.results} == {CheckOutcome.PASSED}
    assert {said for _, said in heard} == {one.name for one in report.results}
    shares = [share for share, _ in heard]
    assert shares == sorted(shares)


def test_candles_of_ones_own_that_are_fewer_than_the_warm_up_give_no_verdict():
    report = check_strategy(Honest(period=50), {"few": sample_candles("trending", 40)})
    assert report["warm-up"].outcome is CheckOutcome.NOT_JUDGED
    assert not report.is_passed
    assert report.failures == ()
