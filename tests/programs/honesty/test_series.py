"""The series of known truth are what they are said to be."""

import numpy as np
import pytest

from bot.backtesting import span_metrics
from bot.domain import DecisionPolicy
from bot.optimizer import Conditions
from bot.programs.honesty import series
from bot.programs.honesty.edges import EDGES
from tests.support.candles import assert_checked

MAKERS = {
    "walk": lambda rng: series.driftless_walk(5_000, rng),
    "trend": lambda rng: series.trending(5_000, rng, 0.15),
    "reverting": lambda rng: series.reverting(5_000, rng, 2.0),
}


@pytest.mark.parametrize("name", MAKERS)
def test_candles_are_whole_join_and_have_the_stated_volatility(name):
    frame = MAKERS[name](np.random.default_rng(1))
    frame.attrs["warnings"] = []
    assert_checked(frame)
    steps = np.diff(np.log(frame["close"]))
    assert steps.std() == pytest.approx(series.VOLATILITY, rel=0.1)
    np.testing.assert_allclose(frame["open"].iloc[1:], frame["close"].iloc[:-1])


def test_a_walk_has_no_drift_in_relative_changes():
    ends = [
        series.driftless_walk(400, np.random.default_rng(seed))["close"].iloc[-1] / 100.0
        for seed in range(400)
    ]
    assert np.mean(ends) == pytest.approx(1.0, abs=3 * np.std(ends) / 20.0)


def test_resampled_real_hours_keep_their_shape_and_lose_their_drift(real_data):
    hours = series.hours_of(real_data)
    frame = series.resampled(hours, 20_000, np.random.default_rng(1))
    frame.attrs["warnings"] = []
    assert_checked(frame)
    real, made = (np.log(f["close"] / f["open"]) for f in (hours, frame))
    assert made.std() == pytest.approx(real.std(), rel=0.1)
    changes = frame["close"].to_numpy()[1:] / frame["close"].to_numpy()[:-1] - 1.0
    assert abs(changes.mean()) < 3 * changes.std() / np.sqrt(len(changes))


def test_the_second_series_goes_on_where_the_first_ends():
    first, second = (
        MAKERS["walk"](np.random.default_rng(1)),
        MAKERS["trend"](np.random.default_rng(2)),
    )
    both = series.joined_series(first, second)
    assert len(both) == 10_000
    assert both["open"].iloc[5_000] == pytest.approx(first["close"].iloc[-1])
    assert both.index.is_monotonic_increasing


def test_the_right_config_earns_about_the_stated_sharpe_and_the_default_nothing():
    edge = EDGES[3]
    frame = series.trending(60_000, np.random.default_rng(6), edge.persistence)
    conditions = Conditions(policy=DecisionPolicy())
    right, default = (
        span_metrics(frame, config, conditions, 0, len(frame)).sharpe_ratio
        for config in (edge.right, edge.default)
    )
    assert right == pytest.approx(4.0, abs=1.2)  # three standard errors of seven years
    assert default == pytest.approx(0.0, abs=1.2)
