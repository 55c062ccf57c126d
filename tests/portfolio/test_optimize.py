"""The portfolio's optimizer on a real volume."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import structlog

from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import MarketDataError
from bot.optimizer import Conditions, Judge, Objective
from bot.portfolio import OptimizedAsset, PortfolioOptimizer, SearchPlan
from bot.state import config_history, read_config, read_recommendations, read_runs
from tests.support.candles import random_walk

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAN = SearchPlan(judge=Judge(objective=Objective.PNL), n_trials=60, seed=4)
LOSING = {"ema_fast": 3, "ema_slow": 5, "rsi_period": 3, "stop_loss_pct": 0.001}


def asset(symbol, data_dir, *, candles=None):
    base = StrategyConfig(symbol=symbol, **LOSING)
    frame = random_walk(800, seed=2)
    return OptimizedAsset(
        symbol=symbol,
        champion=lambda: read_config(data_dir, symbol, base).config,
        candles=candles or (lambda config: frame),
        conditions=lambda: Conditions(policy=DecisionPolicy(), source="a random walk"),
    )


def optimizer(data_dir, *assets):
    return PortfolioOptimizer(assets, data_dir, structlog.get_logger(), lambda: NOW)


def unreachable(config):
    raise MarketDataError("need candles, the source has none")


def config_file(data_dir):
    return data_dir / "portfolio" / "BTC_USDT" / "strategy_config.json"


def test_a_better_challenger_is_written_with_its_provenance_and_the_bot_would_use_it(tmp_path):
    (outcome,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert outcome.promoted
    written = json.loads(config_file(tmp_path).read_text())
    assert written["_meta"]["at"] == "2026-01-01T00:00:00Z"
    assert written["_meta"]["seed"] == 4
    assert written["_meta"]["candles"]["searched"] == 640
    assert written["_meta"]["score"] == outcome.record["score"]
    in_use = read_config(tmp_path, "BTC/USDT", StrategyConfig()).config
    assert in_use.to_dict() == outcome.record["challenger"]["config"]
    assert read_runs(tmp_path, 9) == [outcome.record]
    assert read_recommendations(tmp_path)["BTC/USDT"]["config"] == in_use.to_dict()


def test_the_config_before_is_kept_in_the_history(tmp_path):
    file = config_file(tmp_path)
    file.parent.mkdir(parents=True)
    earlier = json.dumps(LOSING)
    file.write_text(earlier)
    optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    (kept,) = config_history(tmp_path, "BTC/USDT")
    assert kept.read_text() == earlier
    assert file.read_text() != earlier


def test_a_challenger_that_is_not_better_leaves_the_config_untouched_and_is_recorded(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    line.run(PLAN)
    before = config_file(tmp_path).read_bytes()
    (again,) = line.run(PLAN)
    assert again.reason == "kept: the best trial is the config in use"
    assert config_file(tmp_path).read_bytes() == before
    assert [run["promoted"] for run in read_runs(tmp_path, 9)] == [False, True]
    assert read_recommendations(tmp_path)["BTC/USDT"]["promoted"] is False


def test_a_broken_asset_is_recorded_and_skipped_and_the_next_one_is_optimized(tmp_path):
    broken = asset("ETH/USDT", tmp_path, candles=unreachable)
    outcomes = optimizer(tmp_path, broken, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert outcomes[0].reason == "skipped: need candles, the source has none"
    assert isinstance(outcomes[0].error, MarketDataError)
    assert (outcomes[1].promoted, outcomes[1].error) == (True, None)
    assert [run["symbol"] for run in read_runs(tmp_path, 9)] == ["BTC/USDT", "ETH/USDT"]


def test_a_dry_run_writes_nothing(tmp_path):
    broken = asset("ETH/USDT", tmp_path, candles=unreachable)
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path), broken)
    promoted, skipped = line.run(replace(PLAN, dry_run=True))
    assert promoted.promoted
    assert skipped.error is not None
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_during_the_search_leaves_no_trace(tmp_path):
    def interrupt(done, total, best):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN, interrupt)
    assert list(tmp_path.iterdir()) == []
