"""The portfolio's optimizer on a real volume."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
import structlog
from structlog.testing import capture_logs

import bot.state.configs.store
from bot.domain import DecisionPolicy, Standing, Standings, StrategyConfig, rfc3339
from bot.domain.errors import MarketDataError
from bot.optimizer import Conditions, ExecutorSearches, Judge, Objective, StudyProgress
from bot.portfolio.optimizing import (
    AssetEnd,
    OptimizedAsset,
    PortfolioOptimizer,
    RunInterrupted,
    SearchPlan,
)
from bot.programs.honesty.series import joined_series, reverting, trending
from bot.reports.optimizer import run_text
from bot.state import FileVolume
from bot.state.optimizer import JsonPromotionStore, JsonRecommendationStore, JsonRunStore
from tests.support.candles import random_walk
from tests.support.on_volume import earlier_config_files, recommended, recorded_runs

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAN = SearchPlan(judge=Judge(objective=Objective.PNL), n_trials=40, seed=4)
LOSING = {"ema_fast": 3, "ema_slow": 5, "rsi_period": 3, "stop_loss_pct": 0.001, "fee_pct": 0.0002}
TREND = trending(1000, np.random.default_rng(1), 0.35)


def asset(symbol, data_dir, *, candles=None):
    base = StrategyConfig(symbol=symbol, **LOSING)
    return OptimizedAsset(
        symbol=symbol,
        champion=lambda: FileVolume(data_dir).configs.read(symbol, base).config,
        candles=candles or (lambda config: TREND),
        conditions=lambda: Conditions(policy=DecisionPolicy(), source="a random walk"),
    )


def optimizer(data_dir, *assets):
    return PortfolioOptimizer(assets, FileVolume(data_dir), structlog.get_logger(), lambda: NOW)


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
    assert written["_meta"]["candles"]["searched"] == 1000
    assert written["_meta"]["score"] == outcome.record["score"]
    assert written["_meta"]["gate"] == outcome.record["gate"]
    assert outcome.record["gate"]["examination"]["p_value"] <= 0.05
    in_use = FileVolume(tmp_path).configs.read("BTC/USDT", StrategyConfig()).config
    assert in_use.to_dict() == outcome.record["challenger"]["config"]
    assert recorded_runs(tmp_path, 9) == [outcome.record]
    assert recommended(tmp_path)["BTC/USDT"]["config"] == in_use.to_dict()


def test_the_config_before_is_kept_in_the_history(tmp_path):
    file = config_file(tmp_path)
    file.parent.mkdir(parents=True)
    earlier = json.dumps(LOSING)
    file.write_text(earlier)
    optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    (kept,) = earlier_config_files(tmp_path, "BTC/USDT")
    assert kept.read_text() == earlier
    assert file.read_text() != earlier


def test_a_challenger_that_is_not_better_leaves_the_config_untouched_and_is_recorded(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    line.run(PLAN)
    before = config_file(tmp_path).read_bytes()
    (again,) = line.run(PLAN)
    assert again.reason == "kept: the best trial is the config in use"
    assert again.record["watch"]["blocks"] == 0
    assert config_file(tmp_path).read_bytes() == before
    assert [run["promoted"] for run in recorded_runs(tmp_path, 9)] == [False, True]
    assert recommended(tmp_path)["BTC/USDT"]["promoted"] is False


def test_a_broken_asset_is_recorded_and_skipped_and_the_next_one_is_optimized(tmp_path):
    broken = asset("ETH/USDT", tmp_path, candles=unreachable)
    outcomes = optimizer(tmp_path, broken, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert outcomes[0].reason == "skipped: need candles, the source has none"
    assert isinstance(outcomes[0].error, MarketDataError)
    assert (outcomes[1].promoted, outcomes[1].error) == (True, None)
    assert [run["symbol"] for run in recorded_runs(tmp_path, 9)] == ["BTC/USDT", "ETH/USDT"]


def test_a_dry_run_writes_nothing(tmp_path):
    broken = asset("ETH/USDT", tmp_path, candles=unreachable)
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path), broken)
    promoted, skipped = line.run(replace(PLAN, dry_run=True))
    assert promoted.promoted
    assert skipped.error is not None
    assert list(tmp_path.iterdir()) == []


def watched(data_dir):
    return FileVolume(data_dir).promotions.read("BTC/USDT")["watch"]


def looks(data_dir):
    return FileVolume(data_dir).promotions.read("BTC/USDT")["looks"]


def test_a_look_is_on_disk_before_the_test_so_that_a_crash_cannot_take_it_twice(
    tmp_path, monkeypatch
):
    def crash(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.optimizer.promotion.gated_study.examine", crash)
    with pytest.raises(KeyboardInterrupt):
        optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert [look["number"] for look in looks(tmp_path)] == [1]
    monkeypatch.undo()
    (again,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert again.reason.startswith("kept: no look at the evidence is due before")
    assert not config_file(tmp_path).exists()


def test_looks_outlive_a_promotion_and_a_change_of_champion(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    line.run(PLAN)
    config_file(tmp_path).write_text(json.dumps(LOSING))
    (again,) = line.run(PLAN)
    assert again.reason.startswith("kept: no look at the evidence is due before")
    assert again.record["gate"]["looks_spent"] == 1
    assert watched(tmp_path) is None


def test_a_promoted_config_whose_market_turns_is_rolled_back_and_recorded(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    (first,) = line.run(PLAN)
    assert first.promoted
    quiet = {**first.record["champion"]["config"], "risk_per_trade_pct": 0.001}
    state = FileVolume(tmp_path).promotions.read("BTC/USDT")
    FileVolume(tmp_path).promotions.write(
        "BTC/USDT", {**state, "watch": {**state["watch"], "predecessor": quiet}}
    )
    turned = joined_series(TREND, reverting(4000, np.random.default_rng(2), 3.0))
    later = asset("BTC/USDT", tmp_path, candles=lambda config: turned)
    (outcome,) = optimizer(tmp_path, later).run(PLAN)
    assert outcome.rolled_back
    assert outcome.reason.startswith("rolled back: since 2020-02-11 the promoted config returned -")
    in_use = FileVolume(tmp_path).configs.read("BTC/USDT", StrategyConfig()).config
    assert in_use.to_dict() == quiet
    written = json.loads(config_file(tmp_path).read_text())
    assert written["_meta"]["rolled_back"] is True
    (promoted,) = earlier_config_files(tmp_path, "BTC/USDT")
    assert json.loads(promoted.read_text())["_meta"]["gate"]["state"] == "on"
    assert recorded_runs(tmp_path, 1) == [outcome.record]
    assert (outcome.record["replaces"], outcome.record["restores"]) == (1, None)
    now = recommended(tmp_path)["BTC/USDT"]
    assert (now["config"], now["promoted"]) == (quiet, False)
    assert (now["rolled_back"], now["gate"]) == (True, "on")
    assert outcome.record["promotion_gate"] == "on"
    assert watched(tmp_path) is None
    assert len(looks(tmp_path)) == 1


def test_a_predecessor_that_came_from_the_layers_below_is_written_whole(tmp_path):
    optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    state = FileVolume(tmp_path).promotions.read("BTC/USDT")
    bad = {**state["watch"], "differences": [-0.02] * 60}
    FileVolume(tmp_path).promotions.write("BTC/USDT", {**state, "watch": bad})
    (outcome,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert outcome.rolled_back
    in_use = FileVolume(tmp_path).configs.read("BTC/USDT", StrategyConfig()).config
    assert in_use == StrategyConfig(**LOSING)


@pytest.mark.parametrize("edited", [json.dumps({**LOSING, "ema_slow": 40}), '{"ema_slow": 1'])
def test_what_a_person_changed_while_the_run_was_at_work_is_not_written_over(tmp_path, edited):
    whole = asset("BTC/USDT", tmp_path)

    def edit(done, total, best):
        config_file(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        config_file(tmp_path).write_text(edited)

    (outcome,) = optimizer(tmp_path, whole).run(PLAN, StudyProgress(search=edit))
    assert outcome.reason.startswith("kept: the config in use was changed while the run was at")
    assert outcome.record["gate"]["examination"]["p_value"] <= 0.05
    assert config_file(tmp_path).read_text() == edited
    assert recorded_runs(tmp_path, 9) == [outcome.record]
    assert recommended(tmp_path) == {}
    assert watched(tmp_path) is None
    assert (outcome.standing, "standing" in outcome.record) == (None, False)
    assert "config in use: " not in run_text([outcome], PLAN)


def test_a_refusal_says_no_standing_of_a_config_that_was_changed_meanwhile(tmp_path):
    def edit(done, total, best):
        config_file(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        config_file(tmp_path).write_text(json.dumps(LOSING))

    (outcome,) = optimizer(tmp_path, losing_asset(tmp_path)).run(BUSY, StudyProgress(search=edit))
    assert outcome.end is AssetEnd.REFUSED
    assert (outcome.standing, recommended(tmp_path)) == (None, {})
    assert standings(tmp_path).of(LOSING_CONFIG).is_disproven


def test_a_promoted_config_that_stays_good_is_kept_and_watched(tmp_path):
    optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    more = joined_series(TREND, trending(1500, np.random.default_rng(3), 0.35))
    later = asset("BTC/USDT", tmp_path, candles=lambda config: more)
    (outcome,) = optimizer(tmp_path, later).run(PLAN)
    assert not outcome.rolled_back
    assert outcome.record["watch"]["blocks"] == 62
    assert outcome.record["watch"]["difference_pct"] > 0
    assert len(watched(tmp_path)["differences"]) == 62


def test_without_the_gate_every_record_says_so_and_rolling_back_goes_on(tmp_path):
    off = replace(PLAN, gate=False)
    (outcome,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(off)
    assert outcome.promoted
    assert outcome.reason.endswith("PROMOTION_GATE is off: nothing was held against chance")
    assert json.loads(config_file(tmp_path).read_text())["_meta"]["gate"]["state"] == "off"
    assert looks(tmp_path) == []
    assert watched(tmp_path)["promoted"] == outcome.record["challenger"]["config"]


def test_a_damaged_ledger_skips_the_asset_and_changes_nothing(tmp_path):
    FileVolume(tmp_path).promotions.write("BTC/USDT", {"looks": "none"})
    (outcome,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    assert outcome.reason.startswith("skipped: need looks and watch of promotion.json")
    assert not config_file(tmp_path).exists()


def test_an_interrupt_during_the_search_records_what_was_found_and_promotes_nothing(tmp_path):
    def interrupt(done, total, best):
        raise KeyboardInterrupt

    assets = [asset(symbol, tmp_path) for symbol in ("BTC/USDT", "ETH/USDT")]
    with pytest.raises(RunInterrupted) as interrupted:
        optimizer(tmp_path, *assets).run(PLAN, StudyProgress(search=interrupt))
    (outcome,) = interrupted.value.outcomes
    assert outcome.symbol == "BTC/USDT"
    assert "trials, best pnl " in outcome.reason
    assert outcome.reason.endswith("; nothing was promoted")
    assert recorded_runs(tmp_path, 9) == [outcome.record]
    assert not list(tmp_path.rglob("strategy_config.json"))


def test_an_interrupt_between_searches_keeps_what_was_written_before(tmp_path):
    def interrupt(config):
        raise KeyboardInterrupt

    assets = [asset("BTC/USDT", tmp_path), asset("ETH/USDT", tmp_path, candles=interrupt)]
    with pytest.raises(RunInterrupted) as interrupted:
        optimizer(tmp_path, *assets).run(PLAN)
    first, second = interrupted.value.outcomes
    assert first.record["trials"] == PLAN.n_trials
    assert second.reason == "interrupted; nothing was promoted"
    assert [run["symbol"] for run in recorded_runs(tmp_path, 9)] == ["ETH/USDT", "BTC/USDT"]


def test_assets_that_are_searched_elsewhere_get_the_same_outcome(tmp_path):
    symbols = ("BTC/USDT", "ETH/USDT", "SOL/USDT")

    def outcomes(folder, plan):
        assets = [asset(symbol, folder) for symbol in symbols]
        assets.append(asset("DOGE/USDT", folder, candles=unreachable))
        records = [outcome.record for outcome in optimizer(folder, *assets).run(plan)]
        return [{**record, "elapsed_seconds": None} for record in records]

    with ThreadPoolExecutor(2) as pool:
        there = outcomes(tmp_path / "there", replace(PLAN, searches=ExecutorSearches(pool)))
    assert there == outcomes(tmp_path / "here", PLAN)
    there, here = (recommended(tmp_path / name) for name in ("there", "here"))
    assert there == here
    assert len(recorded_runs(tmp_path / "there", 9)) == len(symbols) + 1


LOSING_CONFIG = StrategyConfig(**{**LOSING, "fee_pct": 0.002})
BUSY = replace(PLAN, judge=Judge(objective=Objective.PNL, min_trades=40))
"""Trials that hardly trade do not count, so that there is something to look at."""
FLAT_MARKET = random_walk(2000, seed=21, deviation=0.006)


def losing_asset(data_dir, *, candles=FLAT_MARKET, fee_pct=LOSING_CONFIG.fee_pct):
    """A config whose costs are more than it can earn."""
    base = replace(LOSING_CONFIG, fee_pct=fee_pct)
    return replace(
        asset("BTC/USDT", data_dir, candles=lambda config: candles),
        champion=lambda: FileVolume(data_dir).configs.read("BTC/USDT", base).config,
    )


def standings(data_dir):
    return Standings.of_document(FileVolume(data_dir).promotions.read("BTC/USDT"))


def test_a_champion_that_loses_beyond_chance_is_disproven_at_the_look_and_everybody_says_so(
    tmp_path,
):
    (outcome,) = optimizer(tmp_path, losing_asset(tmp_path)).run(BUSY)
    assert outcome.end is AssetEnd.REFUSED
    assert outcome.is_disproven
    kept = standings(tmp_path).of(LOSING_CONFIG)
    assert kept == outcome.standing
    assert kept.reason.startswith("disproven since 2024-03-24: over 1,400 unseen candles it")
    assert kept.p_value == outcome.record["gate"]["examination"]["champion_loses_p_value"]
    assert outcome.record["standing"] == kept.to_document()
    assert recommended(tmp_path)["BTC/USDT"]["standing"] == kept.to_document()
    text = run_text([outcome], PLAN)
    assert "config in use: disproven since 2024-03-24" in text


def test_between_two_looks_nothing_is_shown_and_what_was_disproven_is_watched(tmp_path):
    optimizer(tmp_path, losing_asset(tmp_path)).run(BUSY)
    before = standings(tmp_path).of(LOSING_CONFIG)
    more = random_walk(2100, seed=21, deviation=0.006)
    (again,) = optimizer(tmp_path, losing_asset(tmp_path, candles=more)).run(BUSY)
    assert again.reason.startswith("kept: no look at the evidence is due before")
    assert again.standing.since == before.since
    assert len(again.standing.block_returns) == 4
    assert standings(tmp_path).of(LOSING_CONFIG) == again.standing


def test_a_config_that_has_earned_since_it_was_disproven_is_unproven_again(tmp_path):
    optimizer(tmp_path, losing_asset(tmp_path)).run(BUSY)
    promotions = FileVolume(tmp_path).promotions
    state = promotions.read("BTC/USDT")
    (loser,) = state["standings"]
    earned = {**loser, "block_returns": [0.01] * 60}
    promotions.write("BTC/USDT", {**state, "standings": [earned]})
    (again,) = optimizer(tmp_path, losing_asset(tmp_path)).run(BUSY)
    assert not again.is_disproven
    assert again.standing.reason.startswith("unproven again since 2024-03-24: ")
    assert standings(tmp_path).of(LOSING_CONFIG).block_returns == ()


def test_what_is_promoted_is_proven_and_what_is_rolled_back_is_not_any_more(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    (outcome,) = line.run(PLAN)
    promoted = StrategyConfig(**outcome.record["challenger"]["config"])
    kept = standings(tmp_path).of(promoted)
    assert (kept, kept.standing) == (outcome.standing, Standing.PROVEN)
    assert kept.reason.startswith("proven since 2020-02-11: the gate promoted it (p = 0.0")
    state = FileVolume(tmp_path).promotions.read("BTC/USDT")
    bad = {**state["watch"], "differences": [-0.02] * 60}
    FileVolume(tmp_path).promotions.write("BTC/USDT", {**state, "watch": bad})
    (back,) = line.run(PLAN)
    assert back.rolled_back
    assert back.standing == standings(tmp_path).of(StrategyConfig(**LOSING))
    after = standings(tmp_path).of(promoted)
    assert after.reason == "unproven: it was promoted, and then rolled back"
    assert rfc3339(after.since) == back.record["watch"]["until"]


class Killed(BaseException):
    """As kill -9: nothing handles it."""


def kill_after(writes, monkeypatch):
    """Let so many writes of the optimizer through, and fail at the next."""
    left = iter(range(writes))

    def counted(write):
        def act(*arguments):
            if next(left, None) is None:
                raise Killed
            return write(*arguments)

        return act

    for owner, name in (
        (JsonPromotionStore, "write"),
        (JsonRecommendationStore, "set"),
        (JsonRunStore, "append"),
        (bot.state.configs.store, "put_in_use"),
    ):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))


@pytest.mark.parametrize("writes", range(5))
def test_a_rollback_that_is_killed_at_any_write_leaves_nothing_proven_and_is_finished_by_the_next(
    tmp_path, monkeypatch, writes
):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    (outcome,) = line.run(PLAN)
    promoted = StrategyConfig(**outcome.record["challenger"]["config"])
    state = FileVolume(tmp_path).promotions.read("BTC/USDT")
    bad = {**state["watch"], "differences": [-0.02] * 60}
    FileVolume(tmp_path).promotions.write("BTC/USDT", {**state, "watch": bad})
    with monkeypatch.context() as patch:
        kill_after(writes, patch)
        with pytest.raises(Killed):
            line.run(PLAN)

    def in_use():
        return FileVolume(tmp_path).configs.read("BTC/USDT", StrategyConfig()).config

    is_back = in_use() == StrategyConfig(**LOSING)
    assert is_back is (writes >= 2)
    proven = standings(tmp_path).of(promoted).standing is Standing.PROVEN
    assert proven is (writes == 0)
    (again,) = line.run(PLAN)
    assert again.rolled_back is not is_back
    assert in_use() == StrategyConfig(**LOSING)
    assert watched(tmp_path) is None
    assert standings(tmp_path).of(promoted).standing is Standing.UNPROVEN


def test_a_champion_that_is_disproven_where_its_challenger_is_promoted_is_logged_too(tmp_path):
    with capture_logs() as lines:
        optimizer(tmp_path, losing_asset(tmp_path, candles=TREND, fee_pct=0.001)).run(BUSY)
    changes = [line["reason"].split()[0] for line in lines if line["event"] == "standing"]
    assert changes == ["disproven", "proven"]


def test_a_rollback_logs_that_what_it_gives_up_is_proven_no_more(tmp_path):
    line = optimizer(tmp_path, asset("BTC/USDT", tmp_path))
    line.run(PLAN)
    state = FileVolume(tmp_path).promotions.read("BTC/USDT")
    bad = {**state["watch"], "differences": [-0.02] * 60}
    FileVolume(tmp_path).promotions.write("BTC/USDT", {**state, "watch": bad})
    with capture_logs() as lines:
        optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(PLAN)
    (change,) = [line for line in lines if line["event"] == "standing"]
    assert change["reason"] == "unproven: it was promoted, and then rolled back"
    assert change["fingerprint"] == StrategyConfig(**state["watch"]["promoted"]).fingerprint


def test_what_is_promoted_without_the_gate_keeps_the_standing_that_it_has(tmp_path):
    (outcome,) = optimizer(tmp_path, asset("BTC/USDT", tmp_path)).run(replace(PLAN, gate=False))
    assert outcome.promoted
    assert outcome.standing.standing is Standing.UNPROVEN
    assert standings(tmp_path).shown == ()


def test_a_dry_run_says_what_a_look_would_show_and_keeps_nothing(tmp_path):
    (outcome,) = optimizer(tmp_path, losing_asset(tmp_path)).run(replace(BUSY, dry_run=True))
    assert outcome.is_disproven
    assert list(tmp_path.iterdir()) == []
