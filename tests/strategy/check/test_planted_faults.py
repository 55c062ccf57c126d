"""Each planted fault is caught by the check it belongs to, and told as what it is."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.strategy.check import CheckReport, check_strategy
from bot.strategy.check.result import CheckOutcome
from tests.support import planted_strategies as planted

CANDLES = 400


def checked(strategy) -> CheckReport:
    return check_strategy(strategy, count=CANDLES, tries=40)


LOOKING_AHEAD = [
    (planted.CenteredMean(), 10, ["close"]),
    (planted.Shifted(), 1, ["close"]),
    (planted.Shifted(by=6), 6, ["close"]),
    (planted.ByLaterLow(), 2, ["low"]),
    (planted.ByLaterTime(), 1, ["open_time"]),
    (planted.ByLaterVolume(), 3, ["volume"]),
    (planted.ByVolumeAfterABurst(), 1, ["volume"]),
    (planted.OnRareRows(), 1, ["close"]),
    (planted.OnManyCandles(), 1, ["close"]),
    (planted.ShownAhead(), 4, ["close"]),
]
TO_THE_END = [
    (planted.GlobalScore(), ["close"]),
    (planted.LastValue(), ["close"]),
    (planted.HighestOfTheRest(), ["high"]),
    (planted.ByAllVolume(), ["volume"]),
]


@pytest.mark.parametrize(("strategy", "ahead", "columns"), LOOKING_AHEAD, ids=repr)
def test_a_look_ahead_is_caught_with_its_distance_and_its_column(strategy, ahead, columns):
    report = checked(strategy)
    found = report["look-ahead"]
    assert not report.is_passed
    assert found.outcome is CheckOutcome.FAILED
    assert found.details["candles_ahead"] == ahead
    assert found.details["columns_read"] == columns
    assert "it reads the future" in found.finding
    assert found.advice


@pytest.mark.parametrize(("strategy", "columns"), TO_THE_END, ids=repr)
def test_a_number_of_the_whole_array_is_told_as_reading_to_the_last_candle(strategy, columns):
    found = checked(strategy)["look-ahead"]
    assert found.details["reads_to_the_end"], found.finding
    assert found.details["columns_read"] == columns
    assert "up to the last candle" in found.finding
    assert "whole arrays" in found.advice


@given(st.integers(1, 60))
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_shift_is_measured(by):
    found = checked(planted.Shifted(by=by))["look-ahead"]
    assert found.details["candles_ahead"] == by


def test_backward_filling_is_caught():
    found = checked(planted.FilledBackward())["look-ahead"]
    assert found.outcome is CheckOutcome.FAILED
    assert found.details["candles_ahead"] > 1


def test_rows_that_depend_on_how_many_candles_follow_are_told_so():
    found = checked(planted.BlankAtTheEnd())["look-ahead"]
    assert found.details["candles_ahead"] == 0
    assert "how many candles follow" in found.finding
    assert "rows counted from the end" in found.advice


def test_a_strategy_that_looks_ahead_gets_no_verdict_on_its_windows():
    report = checked(planted.Shifted())
    assert report["warm-up"].outcome is CheckOutcome.NOT_JUDGED
    assert report["other parameters"].outcome is CheckOutcome.NOT_JUDGED


def test_a_look_ahead_with_other_parameters_only_is_caught():
    report = checked(planted.AheadWhenSmooth())
    assert [one.name for one in report.failures] == ["other parameters"]
    assert "it reads the future" in report["other parameters"].finding


def test_a_warm_up_that_is_too_short_is_told_with_the_one_that_suffices():
    found = checked(planted.ShortWarmUp())["warm-up"]
    assert found.outcome is CheckOutcome.FAILED
    assert (found.details["warm_up_candles"], found.details["needed_candles"]) == (12, 30)


def test_a_mean_since_the_first_candle_has_no_warm_up():
    found = checked(planted.Expanding())["warm-up"]
    assert found.outcome is CheckOutcome.FAILED
    assert found.details["needed_candles"] is None
    assert "no window is long enough" in found.advice


def test_a_volume_compared_since_the_first_candle_has_no_warm_up():
    found = checked(planted.VolumeSinceTheFirst())["warm-up"]
    assert found.outcome is CheckOutcome.FAILED
    assert "no window is long enough" in found.advice


UNSTEADY = [
    (planted.Counting(), "judged otherwise"),
    (planted.GlobalChance(), "random state"),
    (planted.UnseededChance(), "judged otherwise"),
    (planted.SeedsGlobalChance(), "random state"),
]


@pytest.mark.parametrize(("strategy", "words"), UNSTEADY, ids=lambda one: type(one).__name__)
def test_what_depends_on_more_than_candles_and_parameters_is_caught(strategy, words):
    report = checked(strategy)
    found = report["determinism"]
    assert found.outcome is CheckOutcome.FAILED
    assert words in found.finding
    assert report["look-ahead"].outcome is CheckOutcome.NOT_JUDGED


BREACHES = [
    (planted.Mutating(), "answers", "changes its input: the column close"),
    (planted.MutatesVolume(), "answers", "changes its input: the column volume"),
    (planted.DividesByNothing(), "edge cases", "it warns: RuntimeWarning"),
    (planted.DividesByVolume(), "edge cases", "it warns: RuntimeWarning"),
    (planted.RaisesWhenFew(), "edge cases", "IndexError: no candle before this one"),
    (planted.BlindDecision(), "edge cases", "where all its values are NaN"),
    (planted.RoundingDecides(), "edge cases", "rounding decides where prices are constant"),
]


@pytest.mark.parametrize(("strategy", "check", "words"), BREACHES, ids=lambda o: type(o).__name__)
def test_a_breach_of_the_contract_is_told_with_what_to_do(strategy, check, words):
    report = checked(strategy)
    assert words in report[check].finding
    assert [one.name for one in report.failures] == [check]
    assert report[check].advice


def test_an_exception_names_the_line_of_the_strategy():
    found = checked(planted.RaisesWhenFew())["edge cases"].finding
    assert "planted_strategies.py, line " in found
