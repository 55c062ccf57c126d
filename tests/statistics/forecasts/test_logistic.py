"""A logistic curve fitted by Newton's steps, beside plain ascent and known answers."""

import math

import numpy as np
import pytest

from bot.domain.errors import DataError
from bot.statistics.forecasts import fit_logistic


def plain_ascent(x, came):
    """The same likelihood climbed by small steps, with lists."""
    ones = sum(came)
    high, low = (ones + 1) / (ones + 2), 1 / (len(x) - ones + 2)
    targets = [high if one else low for one in came]
    slope = intercept = 0.0
    for _ in range(40_000):
        chances = [1 / (1 + math.exp(-(slope * each + intercept))) for each in x]
        off = [target - chance for target, chance in zip(targets, chances, strict=True)]
        slope += 0.3 * sum(o * each for o, each in zip(off, x, strict=True)) / len(x)
        intercept += 0.3 * sum(off) / len(x)
    return slope, intercept


def test_it_is_where_small_steps_uphill_end():
    rng = np.random.default_rng(3)
    x = rng.normal(0, 1, 60)
    came = (rng.random(60) < 1 / (1 + np.exp(-(0.8 * x - 0.4)))).astype(float)
    assert fit_logistic(x, came) == pytest.approx(plain_ascent(x.tolist(), came.tolist()), abs=1e-5)


def test_the_curve_that_outcomes_were_drawn_from_is_recovered():
    rng = np.random.default_rng(0)
    x = rng.normal(0, 1.5, 200_000)
    came = (rng.random(len(x)) < 1 / (1 + np.exp(-(0.6 * x - 1.1)))).astype(float)
    assert fit_logistic(x, came) == pytest.approx((0.6, -1.1), abs=0.02)


def test_two_values_have_an_answer_on_paper():
    x = np.array([-1.0] * 10 + [1.0] * 10)
    came = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 6 + [0.0] * 4)
    high, low = 9 / 10, 1 / 14
    odds = [
        math.log(share / (1 - share)) for share in (0.2 * high + 0.8 * low, 0.6 * high + 0.4 * low)
    ]
    expected = (odds[1] - odds[0]) / 2, (odds[1] + odds[0]) / 2
    assert fit_logistic(x, came) == pytest.approx(expected)


def test_what_is_told_apart_without_error_is_not_certain_all_the_same():
    slope, intercept = fit_logistic(np.array([-1.0] * 20 + [1.0] * 20), np.repeat([0.0, 1.0], 20))
    assert 1 / (1 + math.exp(-(slope + intercept))) == pytest.approx(21 / 22)


def test_probabilities_that_never_differ_are_refused():
    with pytest.raises(DataError, match="differ"):
        fit_logistic(np.zeros(5), np.array([0.0, 1.0, 0.0, 1.0, 1.0]))
