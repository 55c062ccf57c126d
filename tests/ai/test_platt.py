"""A calibration: probabilities through a line and a logistic each, and no opinion without one."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.ai import FeatureSnapshot, opinion_at, platt_numbers, predict
from bot.ai.heuristic import prediction_at
from bot.ai.platt import UNCALIBRATED, calibrated_at
from bot.domain import Action, AiCalibration, PlattLine
from bot.domain.errors import ConfigError
from tests.support.drawn_configs import LOUD, calibrations
from tests.support.slow_decision import slow_calibrated

percents = st.floats(-50, 50)
features = st.tuples(percents, percents, percents, st.floats(0, 50), st.floats(-1, 1))
LINES = ("long", "short", "flat")


@given(features, calibrations)
def test_calibrated_probabilities_are_those_of_a_plain_formula(seen, calibration):
    _, _, *raw = prediction_at(*seen)
    lines = [getattr(calibration, name) for name in LINES]
    expected = slow_calibrated(raw, [(line.slope, line.intercept) for line in lines])
    direction, probability, *chances = opinion_at(*seen, platt_numbers(calibration))
    assert chances == pytest.approx(expected)
    assert sum(chances) == pytest.approx(1.0)
    assert probability == max(chances)
    assert {1: chances[0], -1: chances[1], 0: chances[2]}[direction] == probability


@given(features)
def test_without_a_calibration_the_opinion_is_the_prediction_to_the_last_bit(seen):
    assert opinion_at(*seen, UNCALIBRATED) == prediction_at(*seen)


@given(st.floats(0.01, 0.98), st.floats(0.01, 0.98))
def test_the_line_of_slope_1_through_0_changes_nothing(up, down):
    assume(up + down < 0.99)
    flat = 1.0 - up - down
    same = platt_numbers(
        AiCalibration(
            **{name: PlattLine(slope=1.0, intercept=0.0) for name in LINES},
            **{name: getattr(LOUD, name) for name in ("name", "sha256", "symbol", "timeframe")},
            horizon_candles=1,
            last_candle=LOUD.last_candle,
        )
    )
    assert calibrated_at(up, down, flat, same)[2:] == pytest.approx((up, down, flat))


def test_too_few_candles_assert_nothing_under_any_calibration():
    unknown = opinion_at(math.nan, 0.0, 0.0, 1.0, 0.0, platt_numbers(LOUD))
    assert unknown == (0, 0.0, 0.0, 0.0, 1.0)


def test_a_calibrated_prediction_says_so_and_expects_the_move_of_its_own_probabilities():
    seen = FeatureSnapshot(
        ema_gap_pct=1.0, momentum_pct=2.0, rsi_distance_from_mid=10.0, volatility_pct=1.5
    )
    said = predict(seen, None, LOUD)
    assert said.summary.startswith("AI, calibrated: long ")
    assert said.action is Action.LONG
    lean = said.probability_long - said.probability_short
    assert said.expected_move_pct == pytest.approx(lean * 1.5)
    assert said.confidence > predict(seen).confidence


@given(calibrations)
def test_a_calibration_survives_being_written(calibration):
    assert AiCalibration.from_dict(calibration.to_dict()) == calibration


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"long": {"slope": 51.0, "intercept": 0.0}}, r"\|slope\| <= 50"),
        ({"flat": {"slope": 1.0}}, "slope and intercept of flat"),
        ({"short": {"slope": math.nan, "intercept": 0.0}}, "finite number for slope"),
        ({"horizon_candles": 0}, "horizon_candles >= 1"),
        ({"last_candle": "yesterday"}, "RFC 3339"),
        ({"last_candle": "2024-01-01T00:00:00"}, "time zone"),
    ],
)
def test_a_calibration_that_breaks_a_rule_is_refused_with_the_rule(change, rule):
    with pytest.raises(ConfigError, match=rule):
        AiCalibration.from_dict({**LOUD.to_dict(), **change})


def test_a_calibration_that_lacks_a_field_is_refused_by_name():
    with pytest.raises(ConfigError, match="sha256"):
        AiCalibration.from_dict({k: v for k, v in LOUD.to_dict().items() if k != "sha256"})
