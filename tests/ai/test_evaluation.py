"""Predictions held against outcomes: by eye, and by a plain evaluation that shares no code."""

from itertools import pairwise

import numpy as np
import pytest

from bot.ai.evaluation import evaluated, fitted, scored, walked_forward
from bot.ai.evaluation.fitting import FOLDS, forward_part
from bot.ai.outcomes import called_classes, class_of_move, moves_pct, outcome_classes
from bot.domain.errors import DataError


def market(size=3_000, seed=0):
    """Closes, and probabilities that know something of the next move."""
    rng = np.random.default_rng(seed)
    moves = rng.normal(0, 0.01, size)
    close = 100 * np.exp(np.cumsum(moves))
    hint = np.roll(moves, -1) * 60 + rng.normal(0, 1, size)
    scores = np.exp(np.stack([hint, -hint, np.full(size, 0.5)], axis=1))
    probabilities = scores / scores.sum(axis=1, keepdims=True)
    probabilities[:30] = np.nan
    return close, probabilities


def told(probabilities, close):
    given = scored(probabilities, close, 1, 0.3)
    return evaluated(given, np.ones(len(close)), override_confidence=0.6, seed=0)


def plain_evaluation(close, probabilities, horizon, threshold):
    """Base rates, Brier score, hits and expected hits, row after row."""
    rows = []
    for t in range(len(close) - horizon):
        p = probabilities[t]
        if p[0] != p[0]:
            continue
        move = (close[t + horizon] / close[t] - 1) * 100
        came = 0 if move > threshold else 1 if move < -threshold else 2
        rows.append((p, came, max(range(3), key=lambda k: p[k])))
    base = [sum(came == k for _, came, _ in rows) / len(rows) for k in range(3)]
    brier = sum(sum((p[k] - (k == came)) ** 2 for k in range(3)) for p, came, _ in rows)
    hits = [came == called for _, came, called in rows]
    expected = sum(base[called] for _, _, called in rows) / len(rows)
    return base, brier / len(rows), sum(hits), expected


@pytest.mark.parametrize("horizon", [1, 7])
def test_an_evaluation_equals_a_plain_one_that_shares_no_code(horizon):
    close, probabilities = market()
    base, brier, hits, expected = plain_evaluation(close.tolist(), probabilities, horizon, 0.3)
    given = scored(probabilities, close, horizon, 0.3)
    found = evaluated(given, np.ones(len(close)), override_confidence=0.6, seed=0)
    assert found.base_rates == pytest.approx(base)
    assert found.brier.score == pytest.approx(brier)
    assert (found.hits.hits, found.hits.calls) == (hits, found.outcomes)
    assert found.hits.base_rate == pytest.approx(expected)
    reference = sum(share * (1 - share) for share in base)
    assert found.skill.mean == pytest.approx(1 - brier / reference)
    assert found.skill.low < found.skill.mean < found.skill.high


def test_outcomes_by_eye():
    moves = moves_pct(np.array([100.0, 101.0, 100.0, 100.2, 100.2]), 1)
    assert moves[:4] == pytest.approx([1.0, -0.990099, 0.2, 0.0])
    assert outcome_classes(moves, 0.3).tolist() == [0, 1, 2, 2, -1]


def test_one_move_is_judged_as_all_are():
    moves = np.array([-0.31, -0.3, 0.0, 0.3, 0.31])
    assert outcome_classes(moves, 0.3).tolist() == [class_of_move(m, 0.3) for m in moves.tolist()]


def test_the_likeliest_class_is_called_and_a_tie_is_flat_first_then_long():
    rows = [[0.5, 0.2, 0.3], [0.2, 0.5, 0.3], [0.4, 0.2, 0.4], [0.4, 0.4, 0.2], [np.nan] * 3]
    assert called_classes(np.array(rows)).tolist() == [0, 1, 2, 0, -1]


def test_what_knows_the_next_candle_has_skill_and_what_knows_nothing_has_none():
    close, probabilities = market()
    knows = told(probabilities, close)
    guess = told(np.roll(probabilities, 1_500, axis=0), close)
    assert knows.hits.edge.low > 0.0
    assert knows.move.correlation > 0.2
    assert guess.hits.edge.low < 0.0 < guess.hits.edge.high
    assert guess.skill.high < 0.0


def test_calls_that_override_are_those_likelier_than_the_threshold():
    close, probabilities = market()
    likeliest = scored(probabilities, close, 1, 0.3).probabilities.max(axis=1)
    found = told(probabilities, close)
    assert found.overriding.calls == np.count_nonzero(likeliest > 0.6)
    assert found.overriding.rate > found.hits.rate


def test_the_expected_move_is_the_difference_of_both_directions_times_volatility():
    close, probabilities = market()
    given = scored(probabilities, close, 1, 0.3)
    found = evaluated(given, np.full(len(close), 2.0), override_confidence=0.6, seed=0)
    expected = (given.probabilities[:, 0] - given.probabilities[:, 1]) * 2.0
    assert found.move.mean_expected == pytest.approx(expected.mean())
    assert found.move.mean_realized == pytest.approx(given.moves_pct.mean())
    assert found.move.error == pytest.approx(np.abs(expected - given.moves_pct).mean())


def test_too_few_outcomes_are_refused_with_their_number():
    close, probabilities = market(230)
    with pytest.raises(DataError, match="were 199"):
        scored(probabilities, close, 1, 0.3)


def test_a_calibration_makes_overconfident_probabilities_honest():
    close, probabilities = market(20_000)
    sure = probabilities**3 / np.sum(probabilities**3, axis=1, keepdims=True)
    given = scored(sure, close, 1, 0.3)
    forward = walked_forward(given, seed=0)
    assert forward.uncalibrated_skill.high < 0.0
    assert forward.calibrated_skill.low > 0.0
    assert forward.gain.low > 0.0
    assert all(0.0 < line.slope < 1.0 for line in fitted(given)[:2])


def test_no_calibration_knows_an_outcome_that_was_not_complete_before_it():
    """What comes after a part begins changes none of its calibrated probabilities."""
    close, probabilities = market()
    horizon = 24
    given = scored(probabilities, close, horizon, 0.3)
    edges = np.linspace(0, len(given.row), FOLDS + 1).astype(int)
    for start, end in pairwise(edges[1:].tolist()):
        other = close.copy()
        other[given.row[start] :] *= np.linspace(1.0, 3.0, len(close) - given.row[start])
        changed = scored(probabilities, other, horizon, 0.3)
        ours, theirs = (forward_part(one, start, end)[0] for one in (given, changed))
        np.testing.assert_array_equal(ours, theirs)


def test_an_outcome_that_was_complete_before_a_part_does_change_it():
    close, probabilities = market()
    given = scored(probabilities, close, 24, 0.3)
    other = close.copy()
    other[100:200] *= np.linspace(1.0, 2.0, 100)
    changed = scored(probabilities, other, 24, 0.3)
    ours, theirs = (forward_part(one, 900, 950)[0] for one in (given, changed))
    assert (ours != theirs).any()
