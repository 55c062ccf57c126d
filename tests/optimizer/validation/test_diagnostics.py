"""What is shown beside the verdict: every figure by another route, and no peeking."""

import json
import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from scipy import stats

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.strategy_params import StrategyParams
from bot.optimizer import (
    Conditions,
    GateTerms,
    LocalSearches,
    LookLedger,
    SearchInterrupted,
    SearchRequest,
    random_search_optimize,
    recommendation,
    run_record,
    run_study,
)
from bot.optimizer.validation.diagnostics import NO_REGIMES, diagnose
from bot.optimizer.validation.effective_trials import effective_number_of_trials
from bot.optimizer.validation.overfitting import probability_of_backtest_overfitting
from bot.optimizer.validation.regimes import Regime
from bot.optimizer.validation.trial_returns import (
    MOST_SPANS,
    MOST_TRIALS,
    compared_trials,
    trial_returns,
)
from bot.programs.honesty.edges import Edge
from bot.programs.honesty.series import trending
from tests.support.candles import candles_frame, random_walk
from tests.support.search_arguments import search_arguments

WALK = random_walk(1000, seed=8)
CONDITIONS = Conditions(policy=DecisionPolicy(), source="a random walk")
FREE = StrategyConfig(fee_pct=0.0, slippage_pct=0.0)


def searched(candles=WALK, base=None, trials=40):
    return random_search_optimize(
        candles, base or FREE, trials, seed=3, jobs=1, **search_arguments(CONDITIONS)
    )


FOUND = searched()
SEEN = diagnose(FOUND, WALK, CONDITIONS)


def equity_of(candles, config):
    backtester = Backtester(config, policy=CONDITIONS.policy)
    return np.concatenate([[10_000.0], backtester.run(candles).equity])


def returns_by_backtest():
    curves = [equity_of(WALK, FOUND.trials.config_at(k)) for k in range(len(FOUND.trials))]
    return np.column_stack([curve[1:] / curve[:-1] - 1.0 for curve in curves])


def test_the_returns_of_a_trial_are_those_of_its_backtest():
    trials = compared_trials(40, 0)
    found = trial_returns(WALK, FOUND.trials, trials, CONDITIONS)
    assert found == pytest.approx(returns_by_backtest(), abs=1e-12)


def test_many_candles_are_taken_together_to_a_bounded_number_of_spans():
    candles = random_walk(3000, seed=9)
    long = searched(candles, trials=3)
    found = trial_returns(candles, long.trials, compared_trials(3, 0), CONDITIONS)
    assert found.shape == (MOST_SPANS, 3)
    for trial in range(3):
        curve = equity_of(candles, long.trials.config_at(trial))
        assert np.prod(1.0 + found[:, trial]) == pytest.approx(curve[-1] / curve[0], rel=1e-9)


@pytest.mark.parametrize("best", [0, 777, 19_999])
def test_of_many_trials_a_bounded_number_spread_over_all_is_compared_and_the_best_one(best):
    found = compared_trials(20_000, best)
    assert MOST_TRIALS - 1 <= len(found) <= MOST_TRIALS
    assert best in found
    assert np.diff(found).max() <= 2 * 20_000 / MOST_TRIALS


def test_the_deflated_ratio_is_that_of_the_paper_over_the_trials_of_the_search():
    returns = returns_by_backtest()
    best = returns[:, FOUND.best_trial]
    ratio = best.mean() / best.std(ddof=1)
    all_ratios = returns.mean(axis=0) / returns.std(axis=0, ddof=1)
    tries = effective_number_of_trials(returns, seed=3)
    assert SEEN.luck.tries == pytest.approx(tries, rel=1e-9)
    z = stats.norm.ppf
    euler = 0.5772156649015329
    share = (1 - euler) * z(1 - 1 / tries) + euler * z(1 - 1 / (tries * math.e))
    luck = all_ratios.std(ddof=1) * share
    skew, kurt = stats.skew(best), stats.kurtosis(best, fisher=False)
    spread = math.sqrt(1 - skew * ratio + (kurt - 1) / 4 * ratio**2)
    expected = stats.norm.cdf((ratio - luck) * math.sqrt(len(best) - 1) / spread)
    assert SEEN.deflated_sharpe_ratio == pytest.approx(expected, rel=1e-9)
    assert ratio > 0.0
    annual = math.sqrt(365 * 24)
    assert SEEN.sharpe_ratio == pytest.approx(ratio * annual, rel=1e-9)
    assert SEEN.luck.expected_maximum_sharpe == pytest.approx(luck * annual, rel=1e-9)
    needed = 1 + (spread * z(0.95) / ratio) ** 2
    assert SEEN.track_record_candles == pytest.approx(needed, rel=1e-9)
    assert SEEN.minimum_backtest_years == pytest.approx((share / SEEN.sharpe_ratio) ** 2, rel=1e-9)
    assert SEEN.years == pytest.approx(1000 / 8760)


def test_overfitting_is_told_of_the_trials_of_the_search():
    expected = probability_of_backtest_overfitting(returns_by_backtest())
    assert SEEN.overfitting.probability == expected.probability
    assert SEEN.to_dict()["overfitting"]["splits"] == 12_870


def test_what_was_not_looked_at_has_no_regimes_and_says_when_they_are_shown():
    assert SEEN.regimes is None
    assert SEEN.sentences[-1] == NO_REGIMES
    assert len(SEEN.sentences) == len(set(SEEN.sentences)) == 6


def test_the_same_search_gives_the_same_figures_and_they_are_json():
    again = diagnose(searched(), WALK, CONDITIONS)
    assert again.to_dict() == SEEN.to_dict()
    assert json.loads(json.dumps(SEEN.to_dict(), allow_nan=False))["compared_trials"] == 40


def test_nothing_found_has_no_diagnostics():
    flat = candles_frame([[100.0] * 4] * 200)
    assert diagnose(searched(flat), flat, CONDITIONS) is None


TREND = trending(1000, np.random.default_rng(1), 0.35)
CHAMPION = Edge(sharpe=9, persistence=0.35, fee_pct=0.0008).default


def studied(**options):
    request = SearchRequest(
        candles=TREND, base=CHAMPION, n_trials=40, conditions=CONDITIONS, seed=3
    )
    options = {"with_diagnostics": True} | options
    return run_study(request, searches=LocalSearches(jobs=1), **options)


def test_a_look_shows_the_markets_of_the_candles_that_it_saw():
    done = studied()
    told = done.diagnostics.regimes
    counted = [Regime.BULL, Regime.BEAR, Regime.SIDEWAYS, Regime.UNKNOWN]
    assert sum(told.of(regime).candles for regime in counted) == done.held_out_candles == 700
    nervous = [told.of(regime) for regime in (Regime.HIGH_VOLATILITY, Regime.LOW_VOLATILITY)]
    whole = math.prod(1.0 + (row.return_pct or 0.0) / 100.0 for row in nervous)
    assert (whole - 1.0) * 100.0 == pytest.approx(done.examination.return_pct, rel=1e-9)


def test_between_two_looks_no_unseen_return_is_shown():
    at = studied().at - timedelta(days=4)
    ledger = LookLedger().spent(LookLedger().due(at, 0.05))
    waiting = studied(terms=GateTerms(ledger=ledger))
    assert waiting.diagnostics.regimes is None
    assert waiting.unseen_returns is None


def test_fills_of_the_best_one_in_candles_without_volume_are_told():
    quiet = WALK.assign(volume=np.arange(len(WALK)) % 2)
    told = diagnose(searched(quiet), quiet, CONDITIONS).sentences[-1]
    assert told.startswith("Of the best one: ")
    assert " lie in candles without volume, the first at " in told
    assert SEEN.notes == ()


def test_an_interrupt_while_they_are_computed_spends_no_look(monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.optimizer.promotion.study_run.diagnose", interrupt)
    spent = []
    with pytest.raises(SearchInterrupted) as interrupted:
        studied(before_look=spent.append)
    assert spent == []
    assert interrupted.value.result.n_trials == 40


def test_with_the_gate_off_the_markets_are_those_of_the_held_out_candles():
    done = studied(terms=GateTerms(is_on=False))
    rows = done.diagnostics.regimes.rows[:3]
    assert sum(row.candles for row in rows) == done.held_out_candles == 200
    whole = math.prod(1.0 + (row.return_pct or 0.0) / 100.0 for row in rows)
    held_out = done.challenger.held_out.total_pnl_pct
    assert (whole - 1.0) * 100.0 == pytest.approx(held_out, rel=1e-9)
    assert done.diagnostics.candles == 800


def test_the_run_and_the_recommendation_keep_them_and_nothing_changes_the_verdict():
    done, plain = studied(), studied(with_diagnostics=False)
    assert (plain.diagnostics, plain.verdict) == (None, done.verdict)
    assert run_record(done, done.at)["diagnostics"] == done.diagnostics.to_dict()
    assert recommendation(done, done.at)["diagnostics"] == list(done.diagnostics.sentences)
    assert run_record(plain, plain.at)["diagnostics"] is None


def test_the_points_of_another_strategy_are_its_numbers_and_the_risk():
    base = replace(
        StrategyConfig(), strategy="macd_trend", strategy_params=StrategyParams({"fast": 9})
    )
    found = searched(base=base, trials=20)
    points = found.trials.configs.points
    config = found.trials.config_at(7)
    own = [float(value) for value in config.strategy_params.values()]
    risk = [config.risk_per_trade_pct, config.stop_loss_pct, config.take_profit_pct]
    assert points.shape == (20, len(own) + 3)
    assert points[7].tolist() == [*own, *risk]
    assert diagnose(found, WALK, CONDITIONS).stability is not None
