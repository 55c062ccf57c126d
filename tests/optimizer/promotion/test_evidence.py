"""The evidence: both sides on the same candles, the same edges, and never the future."""

import numpy as np
import pytest

from bot.backtesting import span_run
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer import Conditions, Judge, LocalSearches, SearchRequest
from bot.optimizer.promotion.evidence import FOLDS, gather, traded_in_folds, unseen_returns
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(900, seed=11, deviation=0.008)
CHAMPION = StrategyConfig(fee_pct=0.0002, slippage_pct=0.0)
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))


def request_over(candles=WALK, *, judge=None):
    return SearchRequest(
        candles=candles,
        base=CHAMPION,
        n_trials=20,
        conditions=CONDITIONS,
        judge=judge or Judge(),
        seed=4,
    )


def gathered(candles=WALK, *, judge=None):
    return gather(request_over(candles, judge=judge), searches=LocalSearches(jobs=1))


FOUND = gathered()


def test_the_first_part_is_only_searched_and_the_rest_is_traded_in_equal_folds():
    searched = [fold.searched_candles for fold in FOUND.walk.folds]
    assert searched == [270, 375, 480, 585, 690, 795]
    assert len(FOUND.walk.folds) == FOLDS
    assert len(FOUND.challenger) == len(FOUND.champion) == 630


def test_the_champion_is_flat_at_every_edge_and_pays_its_costs():
    fold = FOUND.walk.folds[2]
    alone = span_run(WALK, CHAMPION, CONDITIONS, 480, 585)
    rows = slice(480 - 270, 585 - 270)
    assert fold.searched_candles == 480
    returns = unseen_returns(alone.equity, CONDITIONS.initial_balance)
    assert FOUND.champion[rows] == pytest.approx(returns)
    assert FOUND.champion_metrics.total_fees > 0


def test_a_search_that_finds_the_champion_in_every_fold_differs_from_it_nowhere():
    configs = {fold.config for fold in FOUND.walk.folds}
    same = traded_in_folds(request_over(), FOUND.walk, FOUND.walk.folds[0].config)
    assert len(configs) > 1
    mine = unseen_returns(same.equity, CONDITIONS.initial_balance)
    assert mine[:105] == pytest.approx(FOUND.challenger[:105])


def test_what_each_fold_found_trades_again_as_the_walk_did():
    again = traded_in_folds(request_over(), FOUND.walk)
    np.testing.assert_array_equal(again.equity, FOUND.walk.equity)
    assert again.metrics == FOUND.walk.metrics


def test_candles_of_the_future_change_no_fold_before_them():
    later = WALK.copy()
    later.iloc[795:, :4] *= np.linspace(1.0, 2.0, 105)[:, None]
    changed = gathered(later)
    np.testing.assert_array_equal(changed.challenger[:525], FOUND.challenger[:525])
    np.testing.assert_array_equal(changed.champion[:525], FOUND.champion[:525])
    assert not np.array_equal(changed.challenger, FOUND.challenger)


def test_folds_that_found_nothing_stand_aside():
    found = gathered(judge=Judge(min_trades=10_000))
    assert not found.challenger.any()
    assert found.challenger_metrics.total_trades == 0


def test_candles_that_never_move_are_no_trouble():
    found = gathered(candles_frame([(100.0,) * 4] * 400))
    assert not found.challenger.any()
    assert not found.champion.any()


def test_too_few_candles_are_refused():
    with pytest.raises(DataError, match="need at least 334 candles"):
        gathered(WALK.iloc[:333])


def test_the_champion_read_kindly_differs_in_candles_that_touched_stop_and_target_alone():
    wide = (WALK["high"] / WALK["low"] - 1.0).to_numpy()[270:]
    apart = FOUND.kind_champion - FOUND.champion
    assert (apart >= 0).all()
    assert 0 < (apart > 0).sum() < 63
    assert wide[apart > 0].min() >= CHAMPION.stop_loss_pct + CHAMPION.take_profit_pct
