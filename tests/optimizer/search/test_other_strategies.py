"""Searching, judging and walking forward over strategies other than EMA/RSI."""

import numpy as np
import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig, StrategyParams
from bot.domain.errors import ConfigError
from bot.optimizer import (
    Conditions,
    Judge,
    LocalSearches,
    SearchRequest,
    random_search_optimize,
    run_study,
)
from bot.optimizer.validation import walk_forward
from bot.reports.backtest.walk_forward import walk_forward_lines
from bot.strategy.built_in.bollinger_reversion import BollingerReversion
from tests.support.candles import random_walk

FRAME = random_walk(900, seed=6, deviation=0.01)
POLICY = DecisionPolicy(min_confidence=0.2)
BASES = [
    StrategyConfig(strategy="bollinger_reversion", allow_short=True),
    StrategyConfig(strategy="macd_trend", strategy_params=StrategyParams({"beyond_zero": False})),
]


def searched(base, **options):
    options = {"seed": 3, "jobs": 1, "policy": POLICY} | options
    return random_search_optimize(FRAME, base, 12, **options)


def requested(n_trials):
    return SearchRequest(
        candles=FRAME,
        base=BASES[0],
        n_trials=n_trials,
        conditions=Conditions(policy=POLICY),
        judge=Judge(min_trades=1),
        seed=1,
    )


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.strategy)
def test_every_trial_has_the_metrics_of_its_own_backtest(base):
    found = searched(base)
    for trial in range(found.n_trials):
        config = found.trials.config_at(trial)
        metrics = Backtester(config, POLICY).run(FRAME).metrics
        np.testing.assert_array_equal(found.trials.metrics[trial], np.array(metrics))
    assert found.best_config is not None
    assert found.best_config.strategy == base.strategy


def test_what_is_drawn_lies_in_the_strategy_s_search_space_and_the_rest_stays():
    found = searched(BASES[1])
    configs = [found.trials.config_at(trial) for trial in range(found.n_trials)]
    for config in configs:
        fast, slow = config.strategy_params["fast"], config.strategy_params["slow"]
        assert type(fast) is type(slow) is int
        assert 5 <= fast <= 20 < slow <= 60
        assert config.strategy_params["beyond_zero"] is False
        assert (config.ema_fast, config.ema_slow) == (12, 26)
    assert len(set(configs)) == len(configs)
    assert len({config.stop_loss_pct for config in configs}) == len(configs)


def test_the_same_seed_draws_the_same_trials_whatever_the_number_of_threads():
    one, other = searched(BASES[0], jobs=1), searched(BASES[0], jobs=2)
    for trial in range(one.n_trials):
        assert one.trials.config_at(trial) == other.trials.config_at(trial)
    np.testing.assert_array_equal(one.trials.metrics, other.trials.metrics)


def test_a_search_space_that_the_strategy_refuses_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(BollingerReversion, "search_space", {"period": (0, 1)})
    with pytest.raises(ConfigError, match=r"200 in a row were refused: .* 2 <= period"):
        searched(BASES[0])
    monkeypatch.setattr(BollingerReversion, "search_space", {"period": (9, 2)})
    with pytest.raises(ConfigError, match="a lowest and a highest number of period"):
        searched(BASES[0])


def test_a_challenger_is_of_the_champion_s_strategy_and_judged_on_held_out_candles():
    found = run_study(requested(12), searches=LocalSearches(jobs=1))
    assert found.challenger is not None
    assert found.challenger.config.strategy == "bollinger_reversion"
    assert found.challenger.config.strategy_params != BASES[0].strategy_params
    assert found.verdict.reason


def test_a_walk_forward_tells_the_parameters_it_traded_with():
    walked = walk_forward(requested(8), folds=2, searches=LocalSearches(jobs=1))
    lines = walk_forward_lines(walked, 2)
    assert max(map(len, lines)) <= 80
    for fold in walked.folds:
        assert fold.config is not None
        assert fold.config.strategy == "bollinger_reversion"
        period = fold.config.strategy_params["period"]
        assert any(f"period {period}," in line for line in lines)
