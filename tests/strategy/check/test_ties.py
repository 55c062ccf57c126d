"""Rounding at a tie is no look-ahead, and nothing else passes for rounding."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.strategy.check import check_strategy
from bot.strategy.check.answers import ask
from bot.strategy.check.compare import is_rounding
from bot.strategy.check.samples import constant_candles, sample_candles
from bot.strategy.protocol import Opinions
from tests.support.planted_strategies import Honest


@dataclass(frozen=True, kw_only=True)
class Rising(Honest):
    """LONG after a candle that closed higher than the one before, SHORT after a lower one."""

    def opinions(self, candles: CandleArrays) -> Opinions:
        side = np.sign(np.diff(candles.close, prepend=candles.close[:1]))
        return Opinions(direction=side.astype(np.int8), confidence=np.abs(side) * 0.5)


@dataclass(frozen=True, kw_only=True)
class BySums(Honest):
    """A rolling mean as the difference of two sums from the first candle on, as pandas does."""

    def score(self, candles: CandleArrays) -> FloatArray:
        sums = np.concatenate([[0.0], np.cumsum(candles.close)])
        mean = np.full(len(candles), np.nan)
        mean[self.period - 1 :] = (sums[self.period :] - sums[: -self.period]) / self.period
        return candles.close / mean - 1.0


@pytest.mark.parametrize("said", [1.0, -1.0])
def test_either_direction_is_right_where_prices_stand_still(said):
    candles = constant_candles(30, 7.0)
    answers = ask(Rising(), candles)
    other = replace(answers, direction=np.full(30, said), confidence=np.full(30, 0.5))
    assert is_rounding(Rising(), candles, 29, other, 29, 1e-7)


def test_another_direction_is_no_rounding_where_prices_move():
    candles = sample_candles("trending", 30)
    answers = ask(Rising(), candles)
    other = replace(answers, direction=-answers.direction)
    assert not is_rounding(Rising(), candles, 29, other, 29, 1e-7)


def test_another_confidence_is_no_rounding():
    candles = constant_candles(30, 7.0)
    answers = ask(Rising(), candles)
    other = replace(answers, confidence=np.full(30, 0.6))
    assert not is_rounding(Rising(), candles, 29, other, 29, 1e-7)


def test_sums_that_round_otherwise_in_each_window_pass():
    report = check_strategy(BySums(), count=200, tries=20)
    assert report.is_passed, report
