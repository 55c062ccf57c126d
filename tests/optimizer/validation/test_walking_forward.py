"""Walking forward: each fold knows its past only, and the folds join to one run."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from bot.backtesting import span_run
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError, DataError
from bot.optimizer import (
    Conditions,
    Judge,
    LocalSearches,
    SearchRequest,
    random_search_optimize,
)
from bot.optimizer.validation import WalkForward, walk_forward
from bot.reports.backtest.walk_forward import walk_forward_document, walk_forward_lines
from tests.support.candles import candles_frame, random_walk
from tests.support.search_arguments import search_arguments

BASE = StrategyConfig(fee_pct=0.0002, slippage_pct=0.0)
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))
WALK = random_walk(1200, seed=11, deviation=0.008)
PART = 300


def walked(frame=WALK, *, judge: Judge | None = None, **options) -> WalkForward:
    options = {"folds": 3, "seed": 4} | options
    request = SearchRequest(
        candles=frame,
        base=BASE,
        n_trials=30,
        conditions=CONDITIONS,
        judge=judge or Judge(),
        seed=options["seed"],
    )
    return walk_forward(request, folds=options["folds"], searches=LocalSearches(jobs=1))


FOUND = walked()


def test_each_fold_trades_the_best_config_of_its_past() -> None:
    assert len(FOUND.folds) == 3
    balance = CONDITIONS.initial_balance
    for number, fold in enumerate(FOUND.folds):
        start = PART * (number + 1)
        search = random_search_optimize(
            WALK.iloc[:start], BASE, 30, seed=4 + number, jobs=1, **search_arguments(CONDITIONS)
        )
        assert (fold.config, fold.searched_score) == (search.best_config, search.best_score)
        funded = replace(CONDITIONS, initial_balance=balance)
        run = span_run(WALK, fold.config, funded, start, start + PART)
        np.testing.assert_array_equal(np.array(fold.traded), np.array(run.metrics))
        np.testing.assert_array_equal(FOUND.equity[start - PART : start], run.equity)
        balance = fold.ending_balance


def test_the_folds_join_without_a_gap_in_time_or_money() -> None:
    folds = FOUND.folds
    assert folds[0].starting_balance == CONDITIONS.initial_balance
    for before, after in pairwise(folds):
        assert after.starting_balance == before.ending_balance
        assert after.first == before.last
        assert after.searched_candles == before.searched_candles + before.traded_candles
    assert folds[0].first == WALK.index[PART]
    assert FOUND.equity[-1] == folds[-1].ending_balance
    assert len(FOUND.equity) == len(FOUND.close_time) == 3 * PART
    assert FOUND.metrics.total_trades == sum(fold.traded.total_trades for fold in folds) > 10
    assert FOUND.metrics.total_pnl == pytest.approx(sum(fold.traded.total_pnl for fold in folds))
    held = WALK["close"].iloc[-1] / WALK["open"].iloc[PART] - 1
    assert pytest.approx(held * 100) == FOUND.buy_and_hold_pct


def test_what_comes_later_changes_no_earlier_fold_and_no_choice() -> None:
    later = WALK.copy()
    later.iloc[2 * PART :, :4] *= np.linspace(1.0, 3.0, 2 * PART)[:, None]
    changed = walked(later)
    assert changed.folds[0] == FOUND.folds[0]
    assert changed.folds[1].config == FOUND.folds[1].config
    assert changed.folds[1].traded != FOUND.folds[1].traded


def test_the_same_seed_gives_the_same_folds() -> None:
    assert walk_forward_document(walked()) == walk_forward_document(FOUND)
    assert walked(seed=5).folds != FOUND.folds


def test_a_fold_whose_search_finds_nothing_stands_aside_and_says_why() -> None:
    found = walked(judge=Judge(min_trades=100_000))
    assert set(found.equity) == {CONDITIONS.initial_balance}
    assert found.metrics.total_trades == 0
    for fold in found.folds:
        assert (fold.config, fold.searched) == (None, None)
        assert "trials made 100000 trades" in str(fold.why_nothing)
    json.dumps(walk_forward_document(found), allow_nan=False)


def test_candles_that_never_move_are_no_trouble() -> None:
    found = walked(candles_frame([(100.0,) * 4] * 400), folds=2)
    assert walk_forward_document(found)["metrics"]["sharpe_ratio"] is None


def test_too_few_candles_and_no_fold_are_refused() -> None:
    with pytest.raises(DataError, match="need at least 400 candles to walk forward in 3 folds"):
        walked(WALK.iloc[:399])
    with pytest.raises(ConfigError, match="need folds >= 1, was 0"):
        walked(folds=0)


def test_json_has_every_fold_and_the_joined_equity() -> None:
    document = json.loads(json.dumps(walk_forward_document(FOUND), allow_nan=False))
    assert len(document["equity"]) == 3 * PART
    assert document["equity"][-1] == ["2024-02-20T00:00:00Z", FOUND.folds[-1].ending_balance]
    assert [fold["searched_candles"] for fold in document["folds"]] == [300, 600, 900]
    assert document["folds"][0]["first"] == "2024-01-13T12:00:00Z"
    assert document["metrics"]["total_trades"] == FOUND.metrics.total_trades
    assert all(isinstance(fold["traded"]["total_trades"], int) for fold in document["folds"])


def test_the_text_has_a_row_for_each_fold_in_80_columns() -> None:
    for found in (FOUND, walked(judge=Judge(min_trades=100_000))):
        lines = walk_forward_lines(found, 2)
        assert max(map(len, lines)) <= 80
        for fold in found.folds:
            assert sum(line.startswith(f"  {fold.first:%Y-%m-%d}") for line in lines) == 1
