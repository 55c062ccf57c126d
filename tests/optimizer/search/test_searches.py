"""Searches find the same wherever they run."""

import threading
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError, SearchLost
from bot.optimizer import Conditions, Judge, SearchesHere, SearchesOn, random_search_optimize, study
from bot.optimizer.search.searches import SentStrategy
from bot.optimizer.validation.walk_forward import walk_forward
from bot.strategy import look_in
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


def walked(searches):
    found = walk_forward(
        FRAME, BASE, CONDITIONS, Judge(), folds=2, n_trials=30, seed=1, searches=searches
    )
    return found.to_dict()


def test_a_walk_forward_in_another_process_is_that_of_this_one():
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert walked(SearchesOn(pool)) == walked(SearchesHere(jobs=2))


@pytest.mark.parametrize("sampler", ["grid", "nsga2"])
def test_a_study_searches_by_the_sampler_wherever_it_searches(sampler):
    told = []

    def studied(searches):
        return study(
            FRAME,
            BASE,
            CONDITIONS,
            Judge(),
            n_trials=30,
            seed=2,
            searches=searches,
            progress=lambda *step: told.append(step),
        )

    with ThreadPoolExecutor(2) as pool:
        there = studied(SearchesOn(pool, sampler=sampler))
    assert told == [(there.search.n_trials, there.search.n_trials, there.search.best_score)]
    here = studied(SearchesHere(sampler=sampler))
    assert there.search.sampler == here.search.sampler == sampler
    assert there.challenger == here.challenger
    assert there.verdict == here.verdict


def test_all_folds_are_searched_at_once():
    both = threading.Barrier(2, timeout=60)

    class Meeting:
        def start(self, *arguments, **options):
            def search():
                both.wait()
                return random_search_optimize(*arguments, **options)

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
    searches = SearchesOn(Losing(error), losses=(ConnectionError,))
    with pytest.raises(SearchLost, match="a search over BTC/USDT was lost on the cluster"):
        searches.start(FRAME, BASE, 10)()


def test_what_was_given_up_is_not_waited_for_and_no_further_search_begins():
    free = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(free.wait, 60)
        searches = SearchesOn(pool)
        found = searches.start(FRAME, BASE, 10)
        searches.cancel()
        free.set()
        with pytest.raises(CancelledError):
            found()
        with pytest.raises(CancelledError):
            searches.start(FRAME, BASE, 10)


@pytest.fixture
def own(tmp_path):
    """A config that names a strategy of the user's own."""
    (tmp_path / "still.py").write_text(OWN_STRATEGY)
    look_in(tmp_path)
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
