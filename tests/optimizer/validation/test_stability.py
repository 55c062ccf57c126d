"""The configs next to the best one: a plateau, a slope or a lonely peak."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DataError
from bot.optimizer.validation.stability import Neighbourhood, parameter_stability

POINTS = np.random.default_rng(0).uniform([5, 0.001], [50, 0.03], (900, 2))
SPAN = np.ptp(POINTS, axis=0)
CHANCE = np.random.default_rng(1).normal(0.0, 1.0, 900)


def height(width: float) -> np.ndarray:
    """A hill of this width (a share of each range) around the middle, 10 high."""
    away = (POINTS - POINTS.mean(axis=0)) / SPAN / width
    return 10.0 * np.exp(-(away**2).sum(axis=1))


def test_a_wide_hill_is_a_plateau() -> None:
    found = parameter_stability(POINTS, height(0.3))
    assert found.neighbourhood is Neighbourhood.PLATEAU
    assert found.kept > 0.8
    assert found.neighbours == 30
    assert [ring.score for ring in found.rings] == sorted(
        (ring.score for ring in found.rings), reverse=True
    )
    assert [ring.distance for ring in found.rings] == sorted(ring.distance for ring in found.rings)


def test_a_steep_hill_is_a_slope() -> None:
    found = parameter_stability(POINTS, height(0.08))
    assert found.neighbourhood is Neighbourhood.SLOPE
    assert found.noise < found.kept < 0.5


def test_the_best_of_chance_is_a_lonely_peak() -> None:
    found = parameter_stability(POINTS, CHANCE)
    assert found.neighbourhood is Neighbourhood.PEAK
    assert abs(found.kept) < found.noise < 0.2


def test_one_lucky_trial_on_a_wide_hill_is_a_peak_all_the_same() -> None:
    scores = height(0.3)
    scores[np.argmin(scores)] = 100.0
    assert parameter_stability(POINTS, scores).neighbourhood is Neighbourhood.PEAK


def test_the_neighbours_are_the_nearest_by_share_of_the_range() -> None:
    grid = np.array([(a, b) for a in range(5) for b in range(0, 500, 100)], float)
    scores = np.where((abs(grid[:, 0] - 2) <= 1) & (abs(grid[:, 1] - 200) <= 100), 4.0, 0.0)
    scores[12] = 8.0
    found = parameter_stability(grid, scores)
    assert (found.best, found.median, found.neighbours) == (8.0, 0.0, 8)
    assert (found.rings[0].score, found.kept) == (4.0, 0.5)
    assert found.rings[0].distance == pytest.approx(0.25)
    assert found.rings[1].score == 0.0


def test_a_neighbour_that_no_longer_trades_is_a_fall() -> None:
    scores = height(0.3)
    best = np.argmax(scores)
    nearest = np.argsort((((POINTS - POINTS[best]) / SPAN) ** 2).sum(axis=1))[1:31]
    scores[nearest[:20]] = np.nan
    found = parameter_stability(POINTS, scores)
    assert found.ineligible == pytest.approx(20 / 30)
    assert found.neighbourhood is Neighbourhood.PEAK


@given(st.floats(0.01, 100), st.floats(-50, 50), st.floats(0.1, 10))
def test_units_and_parameters_that_never_vary_change_nothing(unit, shift, stretch) -> None:
    scores = height(0.2) + CHANCE
    plain = parameter_stability(POINTS, scores)
    same = np.column_stack([POINTS[:, 0] * unit + shift, np.full(900, 7.0), POINTS[:, 1]])
    found = parameter_stability(same, scores * stretch)
    assert found.kept == pytest.approx(plain.kept)
    assert found.rings[0].distance == pytest.approx(plain.rings[0].distance)


def test_where_there_is_no_neighbourhood_there_is_no_answer() -> None:
    assert parameter_stability(POINTS[:15], CHANCE[:15]) is None
    assert parameter_stability(POINTS, np.full(900, np.nan)) is None
    assert parameter_stability(POINTS, np.full(900, 1.5)) is None
    assert parameter_stability(np.ones((900, 2)), CHANCE) is None


def test_shapes_that_do_not_match_are_refused() -> None:
    with pytest.raises(DataError, match=r"were \(900, 2\) and \(899,\)"):
        parameter_stability(POINTS, CHANCE[1:])
    with pytest.raises(DataError, match="finite parameters"):
        parameter_stability(np.full((900, 2), np.nan), CHANCE)
