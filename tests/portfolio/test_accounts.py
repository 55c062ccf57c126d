"""The capital shared among the accounts of real backtests."""

from datetime import UTC, datetime

import numpy as np
import structlog

from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import MarketDataError
from bot.optimizer import Conditions
from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.optimizing import OptimizedAsset
from bot.portfolio.optimizing.accounts import allocate
from tests.support.candles import even_candles, random_walk

LOG = structlog.get_logger()


def asset(symbol, frame):
    def candles(config):
        if frame is None:
            raise MarketDataError("need candles, the source has none")
        return frame

    return OptimizedAsset(
        symbol=symbol,
        champion=lambda: StrategyConfig(symbol=symbol, stop_loss_pct=0.02, take_profit_pct=0.04),
        candles=candles,
        conditions=lambda: Conditions(policy=DecisionPolicy()),
    )


def constant(count):
    frame = even_candles(count)
    frame.loc[:, ["open", "high", "low", "close"]] = 100.0
    return frame


def test_accounts_of_backtests_are_compared_and_broken_or_constant_ones_left_out():
    assets = [
        asset("A", random_walk(2000, seed=1)),
        asset("B", random_walk(2000, seed=2)),
        asset("C", None),
        asset("D", constant(2000)),
        asset("E", random_walk(50)),
    ]
    study = allocate(assets, AllocationTerms(), LOG)
    assert study.comparison.days.symbols == ("A", "B")
    assert study.skipped["C"] == "need candles, the source has none"
    assert study.skipped["D"] == "its account never moved: there is no risk to weigh"
    assert study.skipped["E"].startswith("need 61 days of candles")
    assert len(study.comparison.days.returns) == 2000 // 24 - 1
    first = datetime(2024, 1, 2, tzinfo=UTC).date()
    assert study.comparison.days.day(0) == first
    assert np.isfinite(study.comparison.days.returns).all()


def test_the_same_candles_give_the_same_comparison():
    assets = [asset("A", random_walk(2000, seed=1)), asset("B", random_walk(2000, seed=2))]
    one, other = (allocate(assets, AllocationTerms(), LOG).comparison for _ in range(2))
    assert [r.p_value for r in one.results] == [r.p_value for r in other.results]
