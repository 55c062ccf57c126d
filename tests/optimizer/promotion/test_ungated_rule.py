"""Without a gate: champion against challenger on the last candles, and it says so."""

from dataclasses import replace

import pytest

from bot.backtesting import span_metrics
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import Conditions, Judge
from bot.optimizer.promotion.contender import Contender
from bot.optimizer.promotion.ungated_rule import GATE_OFF, judge_of_held_out, judged
from bot.optimizer.search import NothingFound
from bot.optimizer.search.nothing_found import NoneEligible
from tests.support.candles import random_walk

WALK = random_walk(300, seed=8)
METRICS = span_metrics(WALK, StrategyConfig(), Conditions(policy=DecisionPolicy()), 0, 300)


def contender(score, *, ema_fast=12):
    config = StrategyConfig(ema_fast=ema_fast)
    return Contender(
        config=config,
        searched=METRICS,
        searched_score=score,
        held_out=METRICS,
        held_out_score=score,
    )


def verdict(champion, challenger):
    nothing = NothingFound(
        cause=NoneEligible.NO_TRADE, sentence="none of 9 trials traded on these candles"
    )
    return judged(champion, challenger, Judge(), nothing)


def test_a_better_challenger_is_promoted():
    given = verdict(contender(1.0), contender(1.1, ema_fast=9))
    assert given.promoted
    assert given.reason == (
        "promoted: on the held-out candles the challenger's sharpe of 1.1 is above the champion's 1"
        f"; {GATE_OFF}"
    )


def test_a_challenger_that_is_only_as_good_is_refused():
    given = verdict(contender(1.0), contender(1.0, ema_fast=9))
    assert not given.promoted
    assert "the challenger's sharpe of 1 is not above the champion's 1" in given.reason


def test_a_champion_without_a_score_counts_as_money_at_rest():
    assert verdict(contender(None), contender(0.1, ema_fast=9)).promoted
    refused = verdict(contender(None), contender(-0.1, ema_fast=9))
    assert refused.reason.endswith(f"is not above 0, as the champion has none; {GATE_OFF}")


def test_a_challenger_without_a_score_is_refused():
    given = verdict(contender(1.0), contender(None, ema_fast=9))
    assert not given.promoted
    assert given.reason.startswith("refused: the challenger has no sharpe on the held-out candles")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"total_trades": 3}, "made 3 trades and 5 are needed"),
        ({"total_trades": 14, "max_drawdown_pct": 279.2}, "lost all in 14 trades"),
        ({"total_trades": 14}, "made 14 trades, which define none"),
    ],
)
def test_why_a_challenger_has_no_score_is_told(fields, why):
    held_out = METRICS._replace(**fields)
    given = verdict(contender(1.0), replace(contender(None, ema_fast=9), held_out=held_out))
    assert given.reason.endswith(f"on the held-out candles, where it {why}; {GATE_OFF}")


def test_nothing_changes_where_the_best_trial_is_the_champion_or_there_is_none():
    same = verdict(contender(1.0), contender(1.0))
    assert (same.promoted, same.reason) == (False, "kept: the best trial is the config in use")
    none = verdict(contender(1.0), None)
    assert none.reason == "kept: none of 9 trials traded on these candles"


@pytest.mark.parametrize(("asked", "on_held_out"), [(5, 1), (8, 2), (40, 10), (1, 1), (0, 0)])
def test_the_shorter_span_is_asked_for_trades_in_proportion(asked, on_held_out):
    assert judge_of_held_out(Judge(min_trades=asked), 800, 1000).min_trades == on_held_out
