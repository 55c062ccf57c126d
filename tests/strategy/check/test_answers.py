"""What a strategy answers is refused where it is not what Opinions promises."""

from dataclasses import dataclass

import numpy as np
import pytest

from bot.candles import CandleArrays
from bot.strategy.check import check_strategy
from bot.strategy.check.answers import Misbehaved, ask
from bot.strategy.check.result import CheckOutcome
from bot.strategy.check.samples import sample_candles
from bot.strategy.protocol import Opinions
from tests.support.planted_strategies import Honest

CANDLES = sample_candles("trending", 50)


@dataclass(frozen=True, kw_only=True)
class TooFewRows(Honest):
    def opinions(self, candles: CandleArrays) -> Opinions:
        return super().opinions(CANDLES)


@dataclass(frozen=True, kw_only=True)
class ATuple(Honest):
    def opinions(self, candles: CandleArrays):
        return np.zeros(len(candles)), np.zeros(len(candles))


@dataclass(frozen=True, kw_only=True)
class UnknownConfidence(Honest):
    def opinions(self, candles: CandleArrays) -> Opinions:
        return Opinions(
            direction=np.zeros(len(candles), np.int8), confidence=np.full(len(candles), np.nan)
        )


@dataclass(frozen=True, kw_only=True)
class HalfAWarmUp(Honest):
    @property
    def warm_up_candles(self):
        return 10.5


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        (TooFewRows(), "it returns 50 rows for 110 candles"),
        (ATuple(), "its method opinions returns tuple"),
        (UnknownConfidence(), "need 0 <= confidence <= 1 in every row, was nan"),
        (HalfAWarmUp(), "its warm_up_candles is 10.5"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_breach_ends_the_check_at_once(strategy, words):
    report = check_strategy(strategy)
    assert [(one.name, one.outcome) for one in report.results] == [("answers", CheckOutcome.FAILED)]
    assert words in report["answers"].finding


def test_the_candles_that_are_asked_about_stay_as_they_are():
    class Writing(Honest):
        def opinions(self, candles: CandleArrays) -> Opinions:
            candles.high[3] = 0.0
            return super().opinions(candles)

    before = CANDLES.high.copy()
    with pytest.raises(Misbehaved, match="the column high"):
        ask(Writing(), CANDLES)
    assert CANDLES.high.tolist() == before.tolist()
