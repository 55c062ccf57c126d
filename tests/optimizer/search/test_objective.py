"""Scores: what they are made of, and which runs have none."""

import math

import pytest

from bot.backtesting import Metrics
from bot.domain.errors import ConfigError
from bot.optimizer import Judge, Objective

RUN = Metrics(
    total_pnl=1200.0,
    total_pnl_pct=12.0,
    total_trades=10,
    winning_trades=6,
    losing_trades=4,
    win_rate=0.6,
    avg_win=300.0,
    avg_loss=150.0,
    profit_factor=3.0,
    max_drawdown=800.0,
    max_drawdown_pct=8.0,
    sharpe_ratio=1.5,
    total_fees=40.0,
    sortino_ratio=2.5,
    calmar_ratio=1.25,
)


@pytest.mark.parametrize(
    ("objective", "score"),
    [
        (Objective.SHARPE, 1.5),
        (Objective.PNL, 12.0),
        (Objective.WIN_RATE, 0.6),
        (Objective.SORTINO, 2.5),
        (Objective.CALMAR, 1.25),
        (Objective.COMPOSITE, 12 + 5 * 1.5 + 20 * 0.1 - 0.5 * 8),
    ],
)
def test_each_objective_reads_its_metrics(objective, score):
    assert Judge(objective=objective).score(RUN) == pytest.approx(score)


@pytest.mark.parametrize("objective", list(Objective))
def test_the_drawdown_weight_counts_in_composite_only(objective):
    light = Judge(objective=objective, mdd_weight=0).score(RUN)
    heavy = Judge(objective=objective, mdd_weight=1).score(RUN)
    expected = 8.0 if objective is Objective.COMPOSITE else 0.0
    assert light - heavy == pytest.approx(expected)


def test_a_run_with_too_few_trades_has_no_score():
    assert Judge(min_trades=10).score(RUN) == 1.5
    assert Judge(min_trades=11).score(RUN) is None


def test_a_run_without_variance_has_no_sharpe():
    assert Judge().score(RUN._replace(sharpe_ratio=math.nan)) is None


def test_an_unknown_objective_is_told_with_the_known_ones():
    with pytest.raises(
        ConfigError, match="sharpe, pnl, win_rate, composite, sortino, calmar, was 'luck'"
    ):
        Objective.named("luck")


def test_a_negative_drawdown_weight_is_refused():
    with pytest.raises(ConfigError, match="mdd_weight >= 0"):
        Judge(mdd_weight=-1)


@pytest.mark.parametrize("objective", list(Objective))
def test_a_run_that_lost_all_at_a_close_has_no_score(objective):
    """Ten of eleven trades won, and the eleventh took more than there was."""
    judge = Judge(objective=objective)
    assert judge.score(RUN._replace(max_drawdown_pct=99.9)) is not None
    assert judge.score(RUN._replace(max_drawdown_pct=100.0)) is None
    assert judge.score(RUN._replace(max_drawdown_pct=232.0)) is None
