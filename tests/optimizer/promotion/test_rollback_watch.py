"""A promoted config held against its predecessor, run after run."""

import json
from dataclasses import replace

import numpy as np
import pytest

from bot.arrays import utc_time
from bot.backtesting import span_run
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import Conditions, GateState, LookLedger, RollbackWatch
from bot.optimizer.promotion.watching.betting import (
    BLOCK_CANDLES,
    ROLLBACK_ALPHA,
    evidence_capital,
)
from bot.statistics.returns import returns_of
from tests.support.candles import random_walk

CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))
PROMOTED = StrategyConfig(ema_fast=5, ema_slow=9, rsi_period=4, stop_loss_pct=0.01)
BEFORE = StrategyConfig(stop_loss_pct=0.01)
WALK = random_walk(800, seed=4)
SINCE = utc_time(int(WALK.index.as_unit("ns").asi8[300]))
NEW = RollbackWatch(promoted=PROMOTED, predecessor=BEFORE, since=SINCE, until=SINCE)


def test_blocks_are_the_difference_of_both_backtests_since_the_promotion():
    found = NEW.extended(WALK, CONDITIONS)
    returns = [
        returns_of(span_run(WALK, config, CONDITIONS, 300, 800).equity, 10_000.0)
        for config in (PROMOTED, BEFORE)
    ]
    apart = (returns[0] - returns[1])[: 20 * BLOCK_CANDLES].reshape(20, -1).sum(axis=1)
    assert found.differences == pytest.approx(apart.tolist())
    assert any(found.differences)


def test_run_after_run_gives_the_blocks_of_one_run_and_counts_each_once():
    watch = NEW
    for end in (320, 321, 410, 555, 556, 800):
        watch = watch.extended(WALK.iloc[:end], CONDITIONS)
    whole = NEW.extended(WALK, CONDITIONS)
    assert watch.until == whole.until
    assert watch.differences == pytest.approx(whole.differences)
    assert watch.extended(WALK, CONDITIONS) == watch


def test_candles_that_no_longer_reach_back_to_the_promotion_go_on_where_it_was():
    watch = NEW.extended(WALK.iloc[:600], CONDITIONS)
    later = watch.extended(WALK.iloc[500:], CONDITIONS)
    assert later.differences[: len(watch.differences)] == watch.differences
    assert len(later.differences) == len(NEW.extended(WALK, CONDITIONS).differences)


def test_a_config_against_itself_is_never_worse():
    same = replace(NEW, predecessor=PROMOTED).extended(WALK, CONDITIONS)
    assert not any(same.differences)
    assert (same.capital, same.is_worse) == (1.0, False)


def test_the_bet_on_a_block_does_not_know_the_block():
    blocks = [-0.01, -0.02, 0.01, -0.01]
    changed = [*blocks[:3], 0.5]
    np.testing.assert_array_equal(evidence_capital(blocks)[:3], evidence_capital(changed)[:3])
    assert evidence_capital(changed)[3] >= 0.0


def test_steady_losses_are_told_and_evidence_once_seen_stays():
    losing = replace(NEW, differences=tuple([-0.01] * 60))
    assert losing.is_worse
    assert replace(losing, differences=(*losing.differences, *[0.02] * 200)).is_worse


def test_a_promoted_config_that_is_no_worse_is_rolled_back_no_more_often_than_stated():
    rng = np.random.default_rng(5)
    ever = [
        evidence_capital(rng.standard_t(4, 365) * 0.01).max() >= 1 / ROLLBACK_ALPHA
        for _ in range(400)
    ]
    assert np.mean(ever) <= ROLLBACK_ALPHA


def test_what_the_gate_remembers_survives_json():
    looks = LookLedger().spent(LookLedger().due(SINCE, 0.05))
    state = GateState(ledger=looks, watch=NEW.extended(WALK, CONDITIONS))
    assert GateState.from_dict(json.loads(json.dumps(state.to_dict()))) == state
