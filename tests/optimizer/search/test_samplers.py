"""Every sampler: the same seed, the same trials; all of them valid; the best one kept."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer import SearchInterrupted, SearchSpace, random_search_optimize
from bot.optimizer.search.axis import Axis
from bot.optimizer.search.samplers import SAMPLERS
from bot.optimizer.search.samplers.grid import level_counts
from tests.support.candles import candles_frame, random_walk

WALK = random_walk(400, seed=3, deviation=0.01)
POLICY = DecisionPolicy(min_confidence=0.2)
BASES = [
    StrategyConfig(),
    StrategyConfig(strategy="bollinger_reversion", allow_short=True),
    StrategyConfig(strategy="macd_trend"),
]
OVERLAPPING = SearchSpace(ema_fast=(8, 60), ema_slow=(9, 61))


def searched(sampler, base=BASES[0], n_trials=70, **options):
    options = {"seed": 5, "policy": POLICY, "jobs": 1} | options
    return random_search_optimize(WALK, base, n_trials, sampler=sampler, **options)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.strategy)
@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_trial_of_every_sampler_has_the_metrics_of_its_own_backtest(sampler, base):
    found = searched(sampler, base, n_trials=40)
    assert 1 <= found.n_trials <= 40
    for trial in range(0, found.n_trials, 7):
        config = found.trials.config_at(trial)
        alone = Backtester(config, POLICY).run(WALK).metrics
        np.testing.assert_array_equal(found.trials.metrics[trial], np.array(alone))
    assert found.best_config is not None
    assert found.best_config.strategy == base.strategy


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_the_same_seed_gives_the_same_trials_whatever_takes_the_parts(sampler):
    with ThreadPoolExecutor(3) as pool:
        results = [
            searched(sampler, **way) for way in ({"jobs": 1}, {"jobs": 2}, {"executor": pool})
        ]
    for result in results[1:]:
        np.testing.assert_array_equal(result.trials.metrics, results[0].trials.metrics)
        assert result.best_config == results[0].best_config


@pytest.mark.parametrize("sampler", ["tpe", "nsga2"])
def test_another_seed_gives_other_trials(sampler):
    one, other = searched(sampler, seed=1), searched(sampler, seed=2)
    assert (one.trials.metrics != other.trials.metrics).any()


@pytest.mark.parametrize("base", BASES[:2], ids=lambda base: base.strategy)
def test_trials_run_in_other_processes_are_the_same(base):
    here = searched("random", base, n_trials=20)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        there = searched("random", base, n_trials=20, executor=pool)
    np.testing.assert_array_equal(here.trials.metrics, there.trials.metrics)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_trial_is_valid_where_the_ranges_of_the_averages_overlap(sampler):
    found = searched(sampler, n_trials=300, space=OVERLAPPING)
    columns = found.trials.configs.fields
    assert (columns["ema_fast"] < columns["ema_slow"]).all()
    for name, column in columns.items():
        low, high = getattr(OVERLAPPING, name)
        assert ((column >= low) & (column <= high)).all()


@pytest.mark.parametrize(("sampler", "objective"), [("tpe", "sharpe"), ("nsga2", "pnl")])
def test_a_sampler_that_learns_tries_better_configs_later(sampler, objective):
    scores = searched(sampler, n_trials=192, objective=objective).trials.scores
    assert np.nanmedian(scores[-48:]) > np.nanmedian(scores[:48])


def test_the_front_holds_what_nothing_beats_in_return_and_drawdown_alike():
    found = searched("nsga2", n_trials=160)
    earned, fell = found.trials.metric("total_pnl_pct"), found.trials.metric("max_drawdown_pct")
    eligible = np.flatnonzero(~np.isnan(found.trials.scores))
    for row in eligible:
        better = (earned[eligible] >= earned[row]) & (fell[eligible] <= fell[row])
        strictly = (earned[eligible] > earned[row]) | (fell[eligible] < fell[row])
        is_alike = (earned == earned[row]) & (fell == fell[row])
        on_front = not (better & strictly).any()
        assert on_front == any(is_alike[one] for one in found.front)
    assert found.best_trial in found.front
    assert found.best_score == max(found.trials.scores[one] for one in found.front)


def test_a_grid_has_the_corners_of_the_ranges_and_no_more_points_than_asked():
    space = SearchSpace(ema_slow=(31, 100))
    found = searched("grid", n_trials=300, space=space)
    assert found.n_trials == 256  # two levels of each of eight; one more level would be 384
    for name, column in found.trials.configs.fields.items():
        assert sorted(set(column.tolist())) == sorted(getattr(space, name))


def test_a_grid_leaves_out_what_is_no_config():
    found = searched("grid", n_trials=256, space=SearchSpace(ema_fast=(8, 60), ema_slow=(30, 100)))
    assert found.n_trials == 192  # 60/30 is none


def test_levels_are_as_even_as_the_axes_allow():
    def axis(low, high, is_whole=True):
        return Axis(name="x", low=low, high=high, is_whole=is_whole)

    assert level_counts([axis(1, 9), axis(1, 2), axis(0, 1, False)], 24) == [4, 2, 3]
    assert level_counts([axis(1, 9)] * 3, 1) == [1, 1, 1]
    assert level_counts([axis(1, 2)] * 2, 1000) == [2, 2]


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_progress_ends_at_all_trials_with_the_best_score(sampler):
    told = []
    found = searched(sampler, n_trials=192, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1][:2] == (found.n_trials, found.n_trials)
    assert told[-1][2] == np.nanmax(found.trials.scores)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_an_interrupt_keeps_the_trials_that_are_done(sampler):
    def press_ctrl_c(done, total, best):
        if done >= 64:
            raise KeyboardInterrupt

    whole = searched(sampler, n_trials=192)
    with pytest.raises(SearchInterrupted) as interrupted:
        searched(sampler, n_trials=192, progress=press_ctrl_c)
    part = interrupted.value.result
    assert 64 <= part.n_trials < whole.n_trials
    np.testing.assert_array_equal(part.trials.metrics, whole.trials.metrics[: part.n_trials])
    said = interrupted.value.sentence
    assert said.startswith(f"interrupted after {part.n_trials} of 192 trials, best sharpe ")


def test_an_interrupt_before_the_first_trial_says_so(monkeypatch):
    def press_ctrl_c(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.optimizer.fast_trials.ema_rsi_trials.indicator_tables", press_ctrl_c)
    with pytest.raises(SearchInterrupted) as interrupted:
        searched("random")
    assert interrupted.value.result is None
    assert interrupted.value.sentence == "interrupted before the first of 70 trials was done"


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_prices_that_never_move_give_no_best_config_and_say_why(sampler):
    still = candles_frame([(100.0, 100.0, 100.0, 100.0)] * 300)
    found = random_search_optimize(still, BASES[0], 40, seed=1, sampler=sampler, jobs=1)
    assert found.best_config is None
    assert found.front == ()
    assert found.why_nothing == f"none of {found.n_trials} trials traded on these 300 candles"


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_more_trades_than_are_possible_give_no_best_config_and_say_why(sampler):
    found = searched(sampler, min_trades=10_000)
    assert found.best_config is None
    assert found.why_nothing.startswith(f"none of {found.n_trials} trials made 10000 trades")


def test_an_unknown_sampler_is_told_with_the_known_ones():
    with pytest.raises(ConfigError, match="sampler of random, grid, tpe, nsga2, was 'luck'"):
        searched("luck")
