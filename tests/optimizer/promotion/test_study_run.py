"""One run for one symbol: what the gate sees, when it looks, and what is kept of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bot.backtesting import Backtester, span_metrics
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import DataError
from bot.optimizer import (
    Conditions,
    GateTerms,
    Grounds,
    Judge,
    LocalSearches,
    LookLedger,
    Objective,
    SearchRequest,
    StudyProgress,
    random_search_optimize,
    recommendation,
    run_record,
    run_study,
)
from bot.optimizer.promotion.gate_terms import too_few_candles
from bot.optimizer.promotion.ungated_rule import GATE_OFF
from bot.programs.honesty.edges import Edge
from bot.programs.honesty.series import trending
from tests.support.candles import candles_frame, random_walk
from tests.support.search_arguments import search_arguments

WALK = random_walk(1000, seed=8)
TREND = trending(1000, np.random.default_rng(1), 0.35)
CHAMPION = Edge(sharpe=9, persistence=0.35, fee_pct=0.0008).default
CONDITIONS = Conditions(policy=DecisionPolicy(), source="a random walk")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
OFF = GateTerms(is_on=False)
OFTEN = Judge(min_trades=60)


def studied(candles=WALK, champion=None, **options):
    request = SearchRequest(
        candles=candles,
        base=champion or StrategyConfig(),
        n_trials=options.pop("n_trials", 40),
        conditions=CONDITIONS,
        judge=options.pop("judge", Judge()),
        seed=3,
    )
    return run_study(request, searches=LocalSearches(jobs=options.pop("jobs", 1)), **options)


PROMOTED = studied(TREND, CHAMPION)


def test_what_follows_the_search_is_told_by_its_name_and_share():
    told = []
    progress = StudyProgress(phase=lambda *step: told.append(step))
    studied(TREND, CHAMPION, with_diagnostics=True, progress=progress)
    names = list(dict.fromkeys(name for name, _ in told))
    assert names == ["describing what was tried", "a look at unseen candles"]
    for name in names:
        shares = [share for phase, share in told if phase == name]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0


def test_an_edge_that_the_champion_misses_is_promoted_with_the_config_of_all_candles():
    assert PROMOTED.verdict.promoted
    assert PROMOTED.verdict.reason.startswith("promoted: over 700 candles that its searches had")
    arguments = search_arguments(CONDITIONS)
    fitted = random_search_optimize(TREND, CHAMPION, 40, seed=3, **arguments).best_config
    assert PROMOTED.challenger.config == fitted
    seen = PROMOTED.examination
    assert seen.failures() == []
    assert seen.p_value <= seen.look.threshold == 0.05
    assert (PROMOTED.searched_candles, PROMOTED.held_out_candles) == (1000, 700)


def test_what_a_walk_at_random_offers_is_refused_with_every_figure():
    done = studied(judge=OFTEN)
    assert not done.verdict.promoted
    seen = done.examination.to_dict()
    assert done.verdict.reason.startswith("refused: over 700 candles")
    assert "not shown: that it " in done.verdict.reason
    assert seen["p_value"] > seen["look"]["p_threshold"]
    assert seen["trades"] >= seen["least_trades"] == 42
    assert None not in seen.values()


def test_a_smaller_loser_is_no_champion():
    seen = replace(
        PROMOTED.examination, own=replace(PROMOTED.examination.own, p_value=0.3), return_pct=-1.0
    )
    assert not seen.verdict().promoted
    assert seen.verdict().reason.endswith(
        "; not shown: that it earns anything by itself (p = 0.3000, at most 0.05 at look 1 of the "
        "year)"
    )


def test_a_refusal_says_where_the_champion_itself_loses_beyond_chance():
    refused = replace(PROMOTED.examination, own=replace(PROMOTED.examination.own, p_value=0.3))
    losing = replace(refused, losing=replace(refused.losing, p_value=0.0005))
    assert losing.verdict().reason.endswith(
        "; the champion itself loses beyond chance (p = 0.0005): better not to trade it"
    )
    even = replace(refused, losing=replace(refused.losing, p_value=0.051))
    assert "the champion itself" not in even.verdict().reason


def test_a_deep_fall_is_refused_however_much_was_earned():
    deep = replace(PROMOTED.examination, drawdown_pct=40.0, most_drawdown_pct=30.0)
    assert deep.failures() == ["a bearable drawdown (40.0 %, at most 30.0 %)"]


def test_the_look_is_written_before_the_difference_is_seen():
    def crash(ledger):
        assert [look.number for look in ledger.looks] == [1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        studied(TREND, CHAMPION, before_look=crash)


def test_between_two_looks_a_run_shows_what_it_found_and_spends_nothing():
    def never(ledger):
        raise AssertionError("no look was due")

    soon = PROMOTED.at - timedelta(days=4)
    ledger = LookLedger().spent(LookLedger().due(soon, 0.05))
    waiting = studied(TREND, CHAMPION, terms=GateTerms(ledger=ledger), before_look=never)
    assert waiting.ledger == ledger
    assert waiting.next_look == soon + timedelta(days=14)
    assert waiting.challenger.config == PROMOTED.challenger.config
    assert waiting.challenger.held_out is None
    assert waiting.verdict.reason == (
        f"kept: no look at the evidence is due before {soon + timedelta(days=14):%Y-%m-%d %H:%M} "
        "UTC, 240 candles from now; what this run found is only shown"
    )


def test_too_few_unseen_candles_spend_nothing_and_say_how_many_are_needed():
    done = studied(WALK.iloc[:712])
    assert done.ledger.looks == ()
    assert done.verdict.reason == (
        "kept: not looked at yet: 499 candles that a search has not seen are too few to judge by, "
        "500 are needed: take 715 candles (OPTIMIZE_LOOKBACK)"
    )
    assert "499 candles" in too_few_candles(712)
    assert too_few_candles(715) is None


def test_too_few_trades_spend_nothing():
    seldom = StrategyConfig(fee_pct=0.0, slippage_pct=0.0)
    quiet = trending(1000, np.random.default_rng(5), 0.0)
    quiet.iloc[300:, :4] = quiet["close"].iloc[299]
    done = studied(quiet, seldom)
    assert done.ledger.looks == ()
    assert "trades on unseen candles are too few to judge by, 30 are needed" in done.verdict.reason


def test_the_same_seed_gives_the_same_verdict_and_figures():
    again = studied(TREND, CHAMPION, jobs=2)
    assert again.examination == PROMOTED.examination
    assert again.verdict == PROMOTED.verdict


def test_without_the_gate_the_best_trial_on_the_last_fifth_wins_and_it_is_said():
    off = studied(terms=OFF)
    assert off.verdict.reason.endswith(GATE_OFF)
    assert (off.ledger.looks, off.examination) == ((), None)
    assert run_record(off, NOW)["gate"]["state"] == "off"
    assert recommendation(off, NOW)["gate"] == "off"


def test_the_whole_span_measures_what_a_backtest_does():
    config = StrategyConfig(stop_loss_pct=0.01)
    backtest = Backtester(config).run(WALK).metrics
    np.testing.assert_array_equal(
        np.array(span_metrics(WALK, config, CONDITIONS, 0, len(WALK))), np.array(backtest)
    )


def test_held_out_decisions_are_those_of_the_whole_history_and_trading_starts_flat():
    config = StrategyConfig(ema_fast=5, ema_slow=9, rsi_period=4, stop_loss_pct=0.01)
    before = random_walk(400, seed=1)
    joined = candles_frame([*before.to_numpy()[:, :4], *WALK.to_numpy()[:, :4]])
    alone = span_metrics(WALK, config, CONDITIONS, 800, 1000)
    with_more_history = span_metrics(joined, config, CONDITIONS, 1200, 1400)
    np.testing.assert_array_equal(np.array(alone), np.array(with_more_history))


def test_the_search_sees_nothing_of_the_held_out_candles():
    whole = studied(terms=OFF)
    end = WALK["close"].iloc[799]
    changed = WALK.copy()
    changed.iloc[800:, :4] = [end, end * 1.001, end * 0.999, end]
    other = studied(changed, terms=OFF)
    np.testing.assert_array_equal(whole.search.trials.metrics, other.search.trials.metrics)
    assert whole.challenger.held_out != other.challenger.held_out
    assert (whole.searched_candles, whole.held_out_candles) == (800, 200)


def test_too_few_candles_are_refused():
    with pytest.raises(DataError, match="at least 100 candles"):
        studied(WALK[:99])


@pytest.mark.parametrize("objective", list(Objective))
def test_a_run_is_kept_with_every_figure_and_is_valid_json(objective):
    done = studied(judge=Judge(objective=objective))
    kept = json.loads(json.dumps(run_record(done, NOW), allow_nan=False))
    assert (kept["seed"], kept["trials"], kept["objective"]) == (3, 40, str(objective))
    assert kept["at"] == "2026-01-01T00:00:00Z"
    assert kept["candles"]["count"] == 1000
    assert len(kept["candles"]["sha256"]) == 64
    assert kept["champion"]["config"] == StrategyConfig().to_dict()
    assert kept["challenger"]["score_out_of_sample"] == kept["score"]["out_of_sample"]
    assert kept["policy"] == DecisionPolicy().to_dict()
    assert kept["reason"] == done.verdict.reason


def test_a_run_without_a_challenger_is_kept_too():
    still = candles_frame([(100.0, 100.0, 100.0, 100.0)] * 300)
    done = studied(still, n_trials=5)
    kept = json.loads(json.dumps(run_record(done, NOW), allow_nan=False))
    assert (kept["challenger"], kept["promoted"]) == (None, False)
    assert kept["reason"] == "kept: none of 5 trials traded on these 300 candles"


def test_what_is_recommended_is_the_winner():
    done = PROMOTED
    lost = replace(done, verdict=replace(done.verdict, grounds=Grounds.NOT_SHOWN_BETTER))
    won = replace(done, verdict=replace(done.verdict, grounds=Grounds.SHOWN_BETTER))
    assert recommendation(lost, NOW)["config"] == done.champion.config.to_dict()
    assert recommendation(won, NOW)["config"] == done.challenger.config.to_dict()
