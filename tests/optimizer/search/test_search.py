"""Random search: every trial is an ordinary backtest, and the same seed gives the same result."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backtesting import Backtester, Metrics
from bot.candles import CandleArrays
from bot.domain import DecisionPolicy, MacroEvent, StrategyConfig
from bot.domain.errors import ConfigError, DataError
from bot.domain.macro_event import Impact, Sentiment
from bot.optimizer import Conditions, SearchSpace, random_search_optimize
from bot.optimizer.fast_trials import EmaRsiTrials
from bot.optimizer.trials import TrialInputs
from tests.support.candles import candles_frame, random_walk

START = datetime(2024, 1, 1, tzinfo=UTC)
EVENTS = tuple(
    MacroEvent(
        title=f"event {n}",
        sentiment=Sentiment.BULLISH if n % 2 else Sentiment.BEARISH,
        impact=Impact.CRITICAL,
        published_at=START + timedelta(hours=40 * n),
    )
    for n in range(8)
)
WALK = random_walk(600, seed=3)
FOUR_PAIRS = SearchSpace(ema_fast=(8, 9), ema_slow=(30, 31))
"""Shared by so many trials that each pair is looked at once."""


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    use_ai=st.booleans(),
    macro=st.booleans(),
    shorts=st.booleans(),
    opposite=st.booleans(),
    least=st.sampled_from([0.0, 0.3]),
    space=st.sampled_from([SearchSpace(), FOUR_PAIRS]),
)
def test_every_trial_has_the_metrics_of_a_backtest_with_its_config(
    seed, use_ai, macro, shorts, opposite, least, space
):
    base = StrategyConfig(allow_short=shorts, exit_on_opposite_signal=opposite)
    policy = DecisionPolicy(macro_enabled=macro, min_confidence=least)
    found = random_search_optimize(
        WALK, base, 17, seed=seed, use_ai=use_ai, policy=policy, macro_events=EVENTS, space=space
    )
    assert found.policy.ai_enabled is use_ai
    for trial in range(17):
        config = found.trials.config_at(trial)
        alone = Backtester(config, found.policy, events=EVENTS).run(WALK).metrics
        np.testing.assert_array_equal(np.array(found.trials.metrics_at(trial)), np.array(alone))


@pytest.mark.parametrize("policy", [DecisionPolicy(), DecisionPolicy(min_confidence=0.0)])
def test_the_same_seed_gives_the_same_result_wherever_trials_run(policy):
    spawned = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    with ThreadPoolExecutor(3) as threads, spawned as process:
        ways = [{"jobs": 1}, {"jobs": 2}, {"executor": threads}, {"executor": process}]
        results = [
            random_search_optimize(
                WALK,
                StrategyConfig(),
                700,
                seed=5,
                policy=policy,
                use_ai=policy.min_confidence > 0,
                space=SearchSpace(ema_fast=(8, 10)),
                **way,
            )
            for way in ways
        ]
    for result in results[1:]:
        np.testing.assert_array_equal(result.trials.metrics, results[0].trials.metrics)
        assert result.best_config == results[0].best_config


def test_a_seed_that_nobody_chose_is_told_and_gives_the_same_result_again():
    first = random_search_optimize(WALK, StrategyConfig(), 50)
    again = random_search_optimize(WALK, StrategyConfig(), 50, seed=first.seed)
    np.testing.assert_array_equal(first.trials.scores, again.trials.scores)


def test_the_best_trial_is_the_one_with_the_highest_score():
    found = random_search_optimize(WALK, StrategyConfig(), 300, seed=1, objective="pnl")
    assert found.best_score == np.nanmax(found.trials.scores)
    assert found.best_metrics.total_pnl_pct == found.best_score
    assert found.best_metrics.total_trades >= 5
    assert found.eligible == np.isfinite(found.trials.scores).sum()


def test_macro_events_change_what_is_scored():
    calm = random_search_optimize(WALK, StrategyConfig(), 100, seed=1)
    news = random_search_optimize(WALK, StrategyConfig(), 100, seed=1, macro_events=EVENTS)
    assert (calm.trials.metric("total_trades") != news.trials.metric("total_trades")).any()


def test_progress_ends_at_all_trials_with_the_best_score():
    told = []
    found = random_search_optimize(
        WALK, StrategyConfig(), 1_200, seed=1, progress=lambda *step: told.append(step)
    )
    assert [done for done, _, _ in told] == [300, 600, 900, 1_200]
    assert told[-1] == (1_200, 1_200, found.best_score)


@pytest.mark.parametrize(("candles", "trials"), [(2_000, 512), (20_000, 200), (525_600, 64)])
def test_the_longer_the_candles_the_fewer_trials_are_run_before_progress_is_told(candles, trials):
    arrays = CandleArrays.of(random_walk(candles), "1h")
    inputs = TrialInputs.of(arrays, StrategyConfig(), Conditions(policy=DecisionPolicy()))
    assert EmaRsiTrials(inputs).most_a_part == trials


def test_prices_that_never_move_give_no_best_config_and_say_why():
    still = candles_frame([(100.0, 100.0, 100.0, 100.0)] * 300)
    found = random_search_optimize(still, StrategyConfig(), 20, seed=1)
    assert found.best_config is None
    assert found.best_score is None
    assert found.why_nothing == "none of 20 trials traded on these 300 candles"


def test_trials_that_lost_all_are_told_where_no_other_has_a_score():
    found = random_search_optimize(WALK, StrategyConfig(), 9, seed=1)
    metrics = found.trials.metrics.copy()
    metrics[:, Metrics._fields.index("max_drawdown_pct")] = 150.0
    ruined = replace(found.trials, metrics=metrics, scores=found.judge.scores(metrics))
    nothing = replace(found, trials=ruined)
    assert nothing.best_trial is None
    assert nothing.why_nothing == "9 of 9 trials lost all, and no other one has a score"


def test_more_trades_than_any_trial_made_gives_no_best_config_and_says_why():
    found = random_search_optimize(WALK, StrategyConfig(), 20, seed=1, min_trades=10_000)
    assert found.best_config is None
    assert found.why_nothing.startswith("none of 20 trials made 10000 trades, the most were ")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"n_trials": 0}, ConfigError, "need n_trials >= 1, was 0"),
        ({"objective": "luck"}, ConfigError, "need an objective of sharpe, pnl"),
        ({"seed": -1}, ConfigError, "need seed >= 0, was -1"),
        ({"jobs": 0}, ConfigError, "need jobs >= 1, was 0"),
        ({"initial_balance": 0.0}, ConfigError, "need initial_balance > 0, was 0.0"),
        ({"candles": WALK[:20]}, DataError, "need at least 31 candles.*were 20"),
    ],
)
def test_what_cannot_be_searched_is_one_clear_sentence(arguments, error, words):
    given = {"candles": WALK, "base_config": StrategyConfig(), "n_trials": 10} | arguments
    with pytest.raises(error, match=words):
        random_search_optimize(**given)


def test_the_columns_of_the_trials_are_the_fields_of_metrics():
    found = random_search_optimize(WALK, StrategyConfig(), 3, seed=1)
    assert found.trials.metrics.shape == (3, len(Metrics._fields))
    assert isinstance(found.trials.metrics_at(0).total_trades, int)
