"""The published examples of reference_numbers.json on Sharpe ratios and their certainty."""

from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from bot.statistics.moments import moments_of
from bot.statistics.returns import sharpe_ratio, sortino_ratio
from bot.statistics.sharpe_certainty import (
    minimum_track_record_length,
    probabilistic_sharpe_ratio,
    sharpe_spread,
)
from bot.statistics.track_record import kurtosis, skewness
from tests.support.real_data import published_numbers


@pytest.fixture(scope="module")
def published(real_data: Path) -> dict[str, dict]:
    return published_numbers(real_data)


@pytest.mark.parametrize("name", ["psr_2012_normal", "psr_2012_nonnormal"])
def test_the_two_year_track_record_of_the_paper(published, name: str) -> None:
    given = published[name]["inputs"]
    found = probabilistic_sharpe_ratio(
        given["sr"], given["T"], given["skew"], given["kurtosis"], given["benchmark"]
    )
    assert found == pytest.approx(published[name]["expected"]["PSR"], abs=0.0005)


def test_the_series_of_fifty_returns(published, real_data: Path) -> None:
    item = published["psr_series"]
    given, expected = item["inputs"], item["expected"]
    returns = np.loadtxt(real_data / "stats" / given["file"])
    found = moments_of(returns)
    sharpe, skew, kurt = sharpe_ratio(found, 1.0), skewness(found), kurtosis(found)
    assert sharpe == pytest.approx(expected["sharpe_ddof1"], rel=1e-9)
    error = sharpe_spread(*np.array([sharpe, skew, kurt])) / sqrt(returns.size - 1)
    assert error == pytest.approx(expected["sharpe_stdev"], rel=1e-9)
    probability = probabilistic_sharpe_ratio(sharpe, returns.size, skew, kurt, given["benchmark"])
    assert probability == pytest.approx(expected["PSR"], rel=1e-9)
    needed = minimum_track_record_length(
        sharpe, skew, kurt, given["benchmark"], given["confidence"]
    )
    assert needed == pytest.approx(expected["min_track_record_length"], rel=1e-9)


def test_sharpe_over_a_riskless_rate_and_sortino(published) -> None:
    given, expected = (published["sharpe_sortino_omega"][key] for key in ("inputs", "expected"))
    excess = np.array(given["sharpe_returns"]) - given["sharpe_rf"]
    assert sharpe_ratio(moments_of(excess), 1.0) == pytest.approx(
        expected["sharpe_ddof1"], abs=5e-7
    )
    returns = np.array(given["sortino_returns"])
    assert sortino_ratio(moments_of(returns), 1.0) == pytest.approx(
        expected["sortino_downside_over_all_n"], abs=5e-7
    )
