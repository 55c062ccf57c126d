"""Champion against challenger on the candles that the search has not seen."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer import Conditions, Contender, Judge, Objective, recommendation, run_record, study
from bot.optimizer.conditions import span_metrics
from bot.optimizer.promotion import judge_of_held_out, judged
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(1000, seed=8)
CONDITIONS = Conditions(policy=DecisionPolicy(), source="a random walk")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
METRICS = span_metrics(WALK, StrategyConfig(), CONDITIONS, 0, 1000)


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
    return judged(champion, challenger, Judge(), "none of 9 trials traded on these candles")


def test_a_better_challenger_is_promoted():
    given = verdict(contender(1.0), contender(1.1, ema_fast=9))
    assert given.promoted
    assert given.reason == (
        "promoted: on the held-out candles the challenger's sharpe of 1.1 is above the champion's 1"
    )


def test_a_challenger_that_is_only_as_good_is_refused():
    given = verdict(contender(1.0), contender(1.0, ema_fast=9))
    assert not given.promoted
    assert "the challenger's sharpe of 1 is not above the champion's 1" in given.reason


def test_a_champion_without_a_score_counts_as_money_at_rest():
    assert verdict(contender(None), contender(0.1, ema_fast=9)).promoted
    refused = verdict(contender(None), contender(-0.1, ema_fast=9))
    assert refused.reason.endswith("is not above 0, as the champion has none")


def test_a_challenger_without_a_score_is_refused():
    given = verdict(contender(1.0), contender(None, ema_fast=9))
    assert not given.promoted
    assert given.reason.startswith("refused: the challenger has no sharpe on the held-out candles")


def test_nothing_changes_where_the_best_trial_is_the_champion_or_there_is_none():
    same = verdict(contender(1.0), contender(1.0))
    assert (same.promoted, same.reason) == (False, "kept: the best trial is the config in use")
    none = verdict(contender(1.0), None)
    assert none.reason == "kept: none of 9 trials traded on these candles"


@pytest.mark.parametrize(("asked", "on_held_out"), [(5, 1), (8, 2), (40, 10), (1, 1), (0, 0)])
def test_the_shorter_span_is_asked_for_trades_in_proportion(asked, on_held_out):
    assert judge_of_held_out(Judge(min_trades=asked), 800, 1000).min_trades == on_held_out


def test_the_whole_span_measures_what_a_backtest_does():
    config = StrategyConfig(stop_loss_pct=0.01)
    backtest = Backtester(config).run(WALK).metrics
    np.testing.assert_array_equal(
        np.array(span_metrics(WALK, config, CONDITIONS, 0, len(WALK))), np.array(backtest)
    )


def test_held_out_decisions_are_those_of_the_whole_history_and_trading_starts_flat():
    config = StrategyConfig(ema_fast=5, ema_slow=9, rsi_period=4, stop_loss_pct=0.01)
    before = random_walk(400, seed=1)
    joined = candles_frame([*before.to_numpy()[:, :4], *WALK.to_numpy()[:, :4]])
    alone = span_metrics(WALK, config, CONDITIONS, 800, 1000)
    with_more_history = span_metrics(joined, config, CONDITIONS, 1200, 1400)
    np.testing.assert_array_equal(np.array(alone), np.array(with_more_history))


def test_the_search_sees_nothing_of_the_held_out_candles():
    judge = Judge()
    whole = study(WALK, StrategyConfig(), CONDITIONS, judge, n_trials=50, seed=3)
    end = WALK["close"].iloc[799]
    changed = WALK.copy()
    changed.iloc[800:, :4] = [end, end * 1.001, end * 0.999, end]
    other = study(changed, StrategyConfig(), CONDITIONS, judge, n_trials=50, seed=3)
    np.testing.assert_array_equal(whole.search.trials.metrics, other.search.trials.metrics)
    assert whole.challenger.held_out != other.challenger.held_out
    assert (whole.searched_candles, whole.held_out_candles) == (800, 200)


def test_too_few_candles_are_refused():
    with pytest.raises(DataError, match="at least 100 candles"):
        study(WALK[:99], StrategyConfig(), CONDITIONS, Judge(), n_trials=5)


@pytest.mark.parametrize("objective", list(Objective))
def test_a_run_is_kept_with_every_figure_and_is_valid_json(objective):
    done = study(
        WALK, StrategyConfig(), CONDITIONS, Judge(objective=objective), n_trials=40, seed=3
    )
    kept = json.loads(json.dumps(run_record(done, NOW), allow_nan=False))
    assert (kept["seed"], kept["trials"], kept["objective"]) == (3, 40, str(objective))
    assert kept["at"] == "2026-01-01T00:00:00Z"
    assert kept["candles"]["count"] == 1000
    assert len(kept["candles"]["sha256"]) == 64
    assert kept["champion"]["config"] == StrategyConfig().to_dict()
    assert kept["challenger"]["score_out_of_sample"] == kept["score"]["out_of_sample"]
    assert kept["policy"] == DecisionPolicy().to_dict()
    assert kept["reason"] == done.verdict.reason


def test_a_run_without_a_challenger_is_kept_too():
    still = candles_frame([(100.0, 100.0, 100.0, 100.0)] * 300)
    done = study(still, StrategyConfig(), CONDITIONS, Judge(), n_trials=5, seed=1)
    kept = json.loads(json.dumps(run_record(done, NOW), allow_nan=False))
    assert (kept["challenger"], kept["promoted"]) == (None, False)
    assert kept["reason"] == "kept: none of 5 trials traded on these 240 candles"


def test_what_is_recommended_is_the_winner():
    done = study(WALK, StrategyConfig(), CONDITIONS, Judge(), n_trials=40, seed=3)
    lost = replace(done, verdict=replace(done.verdict, promoted=False))
    won = replace(done, verdict=replace(done.verdict, promoted=True))
    assert recommendation(lost, NOW)["config"] == done.champion.config.to_dict()
    assert recommendation(won, NOW)["config"] == done.challenger.config.to_dict()
