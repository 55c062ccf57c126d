"""A disproven config held against standing aside, until it has earned beyond chance."""

from dataclasses import replace

import numpy as np
import pytest

from bot.arrays import utc_time
from bot.backtesting import span_run
from bot.domain import ConfigStanding, DecisionPolicy, Standing, StrategyConfig
from bot.optimizer import Conditions
from bot.optimizer.promotion import watched_standing
from bot.optimizer.promotion.watching.betting import BLOCK_CANDLES, ROLLBACK_ALPHA
from bot.optimizer.promotion.watching.blocks import WatchedBlocks
from bot.statistics.returns import returns_of
from tests.support.candles import random_walk

CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))
CONFIG = StrategyConfig(stop_loss_pct=0.01)
WALK = random_walk(800, seed=4)
SINCE = utc_time(int(WALK.index.as_unit("ns").asi8[300]))
LATEST = utc_time(int(WALK.index.as_unit("ns").asi8[-2]))
LOSER = ConfigStanding(
    fingerprint=CONFIG.fingerprint,
    standing=Standing.DISPROVEN,
    since=SINCE,
    reason="disproven since 2024-01-13: it loses",
    p_value=0.001,
)


def test_blocks_are_what_the_config_returned_since_it_was_disproven():
    watched = watched_standing(LOSER, CONFIG, WALK, CONDITIONS)
    equity = span_run(WALK, CONFIG, CONDITIONS, 300, 800).equity
    blocks = returns_of(equity, 10_000.0)[: 20 * BLOCK_CANDLES].reshape(20, -1).sum(axis=1)
    assert watched.block_returns == pytest.approx(blocks.tolist())
    assert any(watched.block_returns)
    assert replace(watched, watched_until=None, block_returns=()) == LOSER


def test_run_after_run_gives_the_blocks_of_one_run():
    standing = LOSER
    for end in (320, 410, 555, 556, 800):
        standing = watched_standing(standing, CONFIG, WALK.iloc[:end], CONDITIONS)
    whole = watched_standing(LOSER, CONFIG, WALK, CONDITIONS)
    assert standing.watched_until == whole.watched_until
    assert standing.block_returns == pytest.approx(whole.block_returns)


def test_one_that_has_earned_beyond_chance_is_unproven_again_and_says_why():
    until = utc_time(int(WALK.index.as_unit("ns").asi8[740]))
    earning = replace(LOSER, watched_until=until, block_returns=(0.01,) * 60)
    undone = watched_standing(earning, CONFIG, WALK, CONDITIONS)
    assert (undone.standing, undone.block_returns) == (Standing.UNPROVEN, ())
    assert undone.reason.startswith("unproven again since 2024-02-02: after it was disproven on")
    assert undone.reason.endswith(
        "which chance does at most once in 20 times as long as no block of 24 candles loses more "
        "than twice the largest so far"
    )


def test_what_is_not_disproven_is_not_watched():
    proven = replace(LOSER, standing=Standing.PROVEN)
    assert watched_standing(proven, CONFIG, WALK, CONDITIONS) == proven


def test_a_config_that_earns_nothing_comes_back_no_more_often_than_stated():
    rng = np.random.default_rng(6)
    back = [
        WatchedBlocks(since=SINCE, until=SINCE, differences=tuple(blocks)).is_worse
        for blocks in rng.standard_t(4, (400, 365)) * 0.01
    ]
    assert np.mean(back) <= ROLLBACK_ALPHA


def skewed(target, stop, trades, seed):
    """Blocks of trades that reach a small target, or rarely lose a whole stop: fair, no costs."""
    rng = np.random.default_rng(seed)
    stopped = rng.random((400, 365, trades)) < target / (target + stop)
    return np.where(stopped, -stop, target).sum(axis=2)


@pytest.mark.parametrize(("target", "stop"), [(0.005, 0.1), (0.01, 0.3)])
@pytest.mark.parametrize("trades", [1, 2])
def test_a_config_with_a_small_target_and_a_rare_stop_does_not_come_back_before_it_is_hit(
    target, stop, trades
):
    config = StrategyConfig(take_profit_pct=target, stop_loss_pct=stop, risk_per_trade_pct=100.0)
    earned = skewed(target, stop, trades, seed=8)
    back = [
        watched_standing(
            replace(LOSER, watched_until=LATEST, block_returns=tuple(blocks)),
            config,
            WALK,
            CONDITIONS,
        ).standing
        is Standing.UNPROVEN
        for blocks in earned
    ]
    assert np.mean(back) <= ROLLBACK_ALPHA
