"""How many years of candles a number of configs asks for."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ConfigError
from bot.optimizer.validation.backtest_length import minimum_backtest_length, trials_allowed
from bot.optimizer.validation.deflated_sharpe import expected_maximum_sharpe
from bot.statistics.sharpe_certainty import minimum_track_record_length
from tests.support.real_data import published_numbers


def test_forty_five_configs_show_a_ratio_of_one_in_five_years(real_data: Path) -> None:
    item = published_numbers(real_data)["min_btl"]
    needed = minimum_backtest_length(item["inputs"]["N"], item["inputs"]["sharpe_IS"])
    assert needed == pytest.approx(item["expected"]["years"], rel=1e-9)
    assert trials_allowed(5.0) == 45


def test_luck_shows_that_ratio_in_that_time() -> None:
    years = minimum_backtest_length(100, 2.0)
    days = round(years * 250)
    draws = np.random.default_rng(5).normal(0.0, 0.01, (300, 100, days))
    annual = draws.mean(axis=2) / draws.std(axis=2, ddof=1) * np.sqrt(250)
    assert annual.max(axis=1).mean() == pytest.approx(2.0, rel=0.03)


@given(st.floats(0.1, 30), st.floats(0.3, 5))
def test_one_config_more_than_allowed_needs_more_years(years: float, sharpe: float) -> None:
    most = trials_allowed(years, sharpe)
    assert most == 10**12 or minimum_backtest_length(most + 1, sharpe) > years
    assert most == 1 or minimum_backtest_length(most, sharpe) <= years


def test_a_higher_ratio_needs_less_time_by_its_square() -> None:
    assert minimum_backtest_length(45, 2.0) == pytest.approx(minimum_backtest_length(45) / 4.0)
    assert minimum_backtest_length(1, 1.0) == 0.0
    assert minimum_backtest_length(10, 1.0) == pytest.approx(expected_maximum_sharpe(1.0, 10) ** 2)


@pytest.mark.parametrize("sharpe", [0.0, -1.0, float("nan")])
def test_no_length_makes_nothing_mean_something(sharpe: float) -> None:
    assert minimum_backtest_length(45, sharpe) is None
    assert minimum_track_record_length(sharpe, 0.0, 3.0) is None


def test_a_length_beyond_every_number_is_no_answer() -> None:
    assert minimum_backtest_length(45, 1e-200) is None


def test_nonsense_is_refused_in_one_sentence() -> None:
    with pytest.raises(ConfigError, match="n_trials >= 1, was 0"):
        minimum_backtest_length(0)
    with pytest.raises(ConfigError, match="years > 0, was 0"):
        trials_allowed(0)
    with pytest.raises(ConfigError, match=r"0\.5 < confidence < 1, was 1"):
        minimum_track_record_length(0.1, 0.0, 3.0, confidence=1)
