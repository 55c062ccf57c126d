"""No built-in strategy looks ahead, and each is held to everything that a user's own is."""

import pytest

from bot.domain import StrategyConfig
from bot.strategy import strategy_of
from bot.strategy.built_in import BUILT_IN
from bot.strategy.built_in.macd_trend import MacdTrend
from bot.strategy.check import check_strategy


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_a_built_in_strategy_passes_every_check(name):
    strategy = strategy_of(StrategyConfig(strategy=name)).strategy
    report = check_strategy(strategy, count=300, tries=20)
    assert report.is_passed, report.failures


def test_a_built_in_strategy_passes_with_other_parameters():
    strategy = MacdTrend(fast=5, slow=21, signal=5, beyond_zero=False)
    report = check_strategy(strategy, count=300, tries=20, seed=9)
    assert report.is_passed, report.failures
