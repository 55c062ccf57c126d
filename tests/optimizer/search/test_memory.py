"""How much memory a search takes is told before, and too much is refused."""

import pytest

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer import SearchSpace, random_search_optimize
from bot.optimizer.search import memory_of
from tests.support.candles import random_walk

EMA_RSI = StrategyConfig()
OTHER = StrategyConfig(strategy="macd_trend")


@pytest.mark.parametrize("base", [EMA_RSI, OTHER], ids=lambda base: base.strategy)
def test_it_grows_with_candles_trials_and_threads(base):
    def needs(candles, trials, jobs):
        return memory_of(base, SearchSpace(), candles, trials, jobs=jobs).bytes

    assert needs(2_000, 1_000, 1) < needs(4_000, 1_000, 1)
    assert needs(2_000, 1_000, 1) < needs(2_000, 50_000, 1)
    assert needs(2_000, 1_000, 1) < needs(2_000, 1_000, 2)


def test_a_year_of_minutes_is_within_the_limit():
    memory_of(EMA_RSI, SearchSpace(), 525_600, 1_000, jobs=16).refuse_too_much()


def test_it_is_told_in_one_sentence():
    told = str(memory_of(EMA_RSI, SearchSpace(), 2_000, 200, jobs=2))
    assert told == "200 trials x 2,000 candles need about 3 MB of memory"


def test_a_search_that_would_take_too_much_is_refused_before_it_begins():
    with pytest.raises(ConfigError, match="need a search of at most 4 GB, 90,000,000 trials x 300"):
        random_search_optimize(random_walk(300), EMA_RSI, 90_000_000, seed=1)
