"""A small run of make honesty: the real code, few series."""

import numpy as np
import pytest

from bot.command_line import run_program
from bot.programs.honesty.edges import EDGES, NO_EDGE
from bot.programs.honesty.luck import promoted_in_a_year
from bot.programs.honesty.power import search_and_oracle
from bot.programs.honesty.program import main
from bot.programs.honesty.rollback import days_to_rollback
from bot.programs.honesty.series import driftless_walk
from bot.reports.honesty import Promise, promise_line
from bot.reports.honesty.promises import chance_of_at_most


def test_the_limit_is_that_of_clopper_and_pearson():
    # 0 of n: 1 - 0.05^(1/n); 20 of 400 by the beta quantile.
    assert Promise(what="", count=0, tries=400).upper == pytest.approx(1 - 0.05 ** (1 / 400))
    assert Promise(what="", count=20, tries=400).upper == pytest.approx(0.0719, abs=2e-4)
    assert chance_of_at_most(2, 2, 0.5) == 1.0


def test_a_line_is_held_by_every_bar_it_has():
    assert Promise(what="", count=20, tries=400, at_most=0.05, upper_at_most=0.08).is_kept
    assert not Promise(what="", count=21, tries=400, at_most=0.05).is_kept
    missed = Promise(what="found", count=1, tries=2, at_least=0.8)
    assert promise_line(missed).endswith("at least 80%: MISSED")


def test_no_luck_is_promoted_in_six_weeks_of_daily_runs():
    walk = driftless_walk(3_000, np.random.default_rng(1))
    assert not promoted_in_a_year(walk, 20, seed=1)


def test_a_strong_edge_is_found_by_the_search_and_by_the_oracle():
    found = [search_and_oracle(EDGES[5], 4_000, 30, seed) for seed in range(2)]
    assert any(one.oracle for one in found)
    promoted = [one.fresh_sharpe for one in found if one.promoted]
    assert promoted
    assert min(promoted) > 0


def test_a_turned_market_rolls_back_and_an_even_one_does_not():
    assert days_to_rollback(EDGES[3], turns=True, seed=0) > 91
    assert days_to_rollback(NO_EDGE, turns=False, seed=0) is None


def test_help_tells_what_is_counted(capsys):
    with pytest.raises(SystemExit):
        run_program("python -m tools.honesty", main, ["--help"])
    assert "promotes luck" in capsys.readouterr().out
