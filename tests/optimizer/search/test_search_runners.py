"""Searches find the same wherever they run."""

import threading
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError, SearchLost
from bot.optimizer import (
    Conditions,
    ExecutorSearches,
    LocalSearches,
    SearchRequest,
    StudyProgress,
    run_search,
    run_study,
)
from bot.optimizer.search.sent_strategy import SentStrategy
from bot.optimizer.validation import walk_forward
from bot.programs.honesty.series import trending
from bot.reports.backtest.walk_forward import walk_forward_document
from bot.strategy import set_strategies_folder
from tests.support.candles import random_walk

FRAME = random_walk(600, seed=6, deviation=0.01)
CONDITIONS = Conditions(policy=DecisionPolicy(min_confidence=0.2))
BASE = StrategyConfig()
OWN_STRATEGY = """
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bot.strategy import Opinions


@dataclass(frozen=True, kw_only=True)
class Still:
    search_space: ClassVar = {}
    warm_up_candles: ClassVar = 1

    def opinions(self, candles):
        nothing = np.zeros(len(candles))
        return Opinions(direction=nothing, confidence=nothing)
"""


def request(n_trials, **options):
    return SearchRequest(
        candles=FRAME, base=BASE, n_trials=n_trials, conditions=CONDITIONS, **options
    )


def walked(searches):
    return walk_forward_document(walk_forward(request(30, seed=1), folds=2, searches=searches))


def test_a_walk_forward_in_another_process_is_that_of_this_one():
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert walked(ExecutorSearches(pool)) == walked(LocalSearches(jobs=2))


@pytest.mark.parametrize("sampler", ["grid", "nsga2"])
def test_a_study_searches_by_the_sampler_wherever_it_searches(sampler):
    told = []

    def studied(searches):
        return run_study(
            request(30, seed=2, sampler=sampler),
            searches=searches,
            progress=StudyProgress(search=lambda *step: told.append(step)),
        )

    with ThreadPoolExecutor(2) as pool:
        there = studied(ExecutorSearches(pool))
    assert told == [(there.search.n_trials, there.search.n_trials, there.search.best_score)]
    here = studied(LocalSearches())
    assert there.search.sampler == here.search.sampler == sampler
    assert there.challenger == here.challenger
    assert there.verdict == here.verdict


def test_the_folds_of_a_look_are_searched_with_as_many_trials_as_the_search_had():
    asked = []

    class Counting(LocalSearches):
        def start(self, request, progress=None):
            asked.append(request.n_trials)
            return super().start(request, progress)

    edge = trending(1000, np.random.default_rng(1), 0.35)
    whole = SearchRequest(
        candles=edge, base=BASE, n_trials=40, conditions=CONDITIONS, seed=2, sampler="grid"
    )
    study = run_study(whole, searches=Counting(jobs=1))
    assert asked == [40] + [study.search.n_trials] * 6
    assert study.search.n_trials < 40


def test_all_folds_are_searched_at_once():
    both = threading.Barrier(2, timeout=60)

    class Meeting:
        def start(self, request, progress=None):
            def search():
                both.wait()
                return run_search(request)

            return pool.submit(search).result

    with ThreadPoolExecutor(2) as pool:
        walked(Meeting())


class Losing:
    """An executor whose every task is lost."""

    def __init__(self, error):
        self.error = error

    def submit(self, *_):
        future = Future()
        if isinstance(self.error, CancelledError):
            future.cancel()
        else:
            future.set_exception(self.error)
        return future


@pytest.mark.parametrize("error", [ConnectionError("gone"), CancelledError()])
def test_a_search_that_was_lost_for_good_is_told_in_one_sentence(error):
    searches = ExecutorSearches(Losing(error), losses=(ConnectionError,))
    with pytest.raises(SearchLost, match="a search over BTC/USDT was lost on the cluster"):
        searches.start(request(10))()


def test_what_was_given_up_is_not_waited_for_and_no_further_search_begins():
    free = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(free.wait, 60)
        searches = ExecutorSearches(pool)
        found = searches.start(request(10))
        searches.cancel()
        free.set()
        with pytest.raises(CancelledError):
            found()
        with pytest.raises(CancelledError):
            searches.start(request(10))


@pytest.fixture
def own(tmp_path):
    """A config that names a strategy of the user's own."""
    (tmp_path / "still.py").write_text(OWN_STRATEGY)
    set_strategies_folder(tmp_path)
    return StrategyConfig(strategy="still")


def test_a_user_s_strategy_is_the_same_file_where_the_search_runs(own, tmp_path):
    SentStrategy.of(own, tmp_path).refuse_other(own)


def test_a_strategy_that_is_not_where_the_search_runs_is_refused(own, tmp_path):
    sent = SentStrategy(name="still", sha256="00", folder=tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match=r"still cannot be used on the cluster: .*same DATA_DIR"):
        sent.refuse_other(own)


def test_a_strategy_that_is_another_file_where_the_search_runs_is_refused(own, tmp_path):
    sent = SentStrategy(name="still", sha256="00", folder=tmp_path)
    with pytest.raises(ConfigError, match="still is another file on the cluster's workers"):
        sent.refuse_other(own)
