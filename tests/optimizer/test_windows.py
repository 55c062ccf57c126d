"""A window is warm: whoever trades it, the decisions are those of the whole history before it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from bot.backtesting import Backtester, Conditions, span_run
from bot.candles import CandleArrays
from bot.decide import cold_decisions, required_candles
from bot.domain import DecisionPolicy, StrategyConfig
from bot.domain.errors import ConfigError
from bot.optimizer import Judge, LocalSearches, Objective, SearchRequest
from bot.optimizer.fast_trials import EmaRsiTrials
from bot.optimizer.grid import EmaRsiGrid, NothingKept, grid_spans, run_grid
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED
from bot.optimizer.search import SearchSpace, run_search
from bot.optimizer.trials import AnyStrategyTrials, TrialInputs
from bot.optimizer.validation import walk_forward
from tests.support.candles import random_walk

EACH_OF_200 = range(200)
PLACE = ("direction", "reason", "entry_price", "exit_price")


class Case:
    """A random series, config, policy and window, all by one seed."""

    def __init__(self, seed: int) -> None:
        draw = np.random.default_rng(seed)
        self.candles = random_walk(int(draw.integers(150, 700)), seed=seed, deviation=0.01)
        self.start = int(draw.integers(1, len(self.candles) - 40))
        fast = int(draw.integers(2, 20))
        self.config = StrategyConfig(
            ema_fast=fast,
            ema_slow=fast + int(draw.integers(1, 40)),
            rsi_period=int(draw.integers(2, 20)),
            stop_loss_pct=float(draw.uniform(0.004, 0.03)),
            take_profit_pct=float(draw.uniform(0.004, 0.05)),
            fee_pct=float(draw.choice([0.0, 0.001])),
            slippage_pct=float(draw.choice([0.0, 0.0005])),
            allow_short=bool(draw.integers(2)),
            exit_on_opposite_signal=bool(draw.integers(2)),
        )
        policy = DecisionPolicy(
            ai_enabled=bool(draw.integers(2)), min_confidence=float(draw.choice([0.0, 0.2, 0.4]))
        )
        self.conditions = Conditions(policy=policy, initial_balance=float(draw.uniform(500, 5e4)))

    def backtest(self, end: int | None = None, *, warm_up: int | None = None):
        money = self.conditions.initial_balance
        tester = Backtester(self.config, self.conditions.policy, initial_balance=money)
        return tester.run(
            self.candles.iloc[:end], warm_up=self.start if warm_up is None else warm_up
        )


@pytest.mark.parametrize("seed", EACH_OF_200)
def test_backtest_span_and_both_kinds_of_trials_agree_to_the_last_bit(seed):
    case = Case(seed)
    result = case.backtest()
    run = span_run(case.candles, case.config, case.conditions, case.start, len(case.candles))
    np.testing.assert_array_equal(np.array(run.metrics), np.array(result.metrics))
    np.testing.assert_array_equal(run.equity, result.equity)
    np.testing.assert_array_equal(run.trades, result.trade_records)
    arrays = CandleArrays.of(case.candles, "1h")
    spans = (slice(case.start, None),)
    inputs = TrialInputs.of(arrays, case.config, case.conditions, spans)
    configs = EmaRsiGrid(base=case.config, values={}).period_samples
    with ThreadPoolExecutor(1) as pool:
        for trials in (EmaRsiTrials(inputs), AnyStrategyTrials(inputs)):
            metrics = trials.prepared(configs, pool)(configs)[0, 0]
            np.testing.assert_array_equal(metrics, np.array(result.metrics))


@pytest.mark.parametrize("seed", EACH_OF_200)
def test_research_shows_what_a_backtest_of_either_window_shows(seed):
    case = Case(seed)
    if len(case.candles) - case.start < 160:
        case.start = len(case.candles) - 160 if len(case.candles) > 165 else 0
    grid = EmaRsiGrid(base=case.config, values={})
    with ThreadPoolExecutor(1) as pool:
        spans = grid_spans(
            case.candles, grid, case.conditions, held_out_share=0.3, pool=pool, warm_up=case.start
        )
        table = run_grid(spans, grid, Judge(), pool, kept=NothingKept())
    searched, held_out = case.backtest(spans.split), case.backtest(warm_up=spans.split)
    np.testing.assert_array_equal(table.metrics(SEARCHED)[0], np.array(searched.metrics))
    np.testing.assert_array_equal(table.metrics(HELD_OUT)[0], np.array(held_out.metrics))


@pytest.mark.parametrize("seed", EACH_OF_200)
def test_a_run_over_all_that_is_flat_at_the_begin_has_the_same_trades_from_there(seed):
    case = Case(seed)
    whole, window = case.backtest(warm_up=0).trade_records, case.backtest().trade_records
    while any((whole["entry_row"] < case.start) & (whole["exit_row"] >= case.start)):
        case.start += 1
        window = case.backtest().trade_records if case.start < len(case.candles) else whole[:0]
    there = whole[whole["entry_row"] >= case.start]
    assert len(there) == len(window)
    np.testing.assert_array_equal(there["entry_row"] - case.start, window["entry_row"])
    np.testing.assert_array_equal(there["exit_row"] - case.start, window["exit_row"])
    for name in PLACE:
        np.testing.assert_array_equal(there[name], window[name])


@pytest.mark.parametrize("seed", EACH_OF_200)
def test_a_search_and_the_folds_of_its_walk_forward_show_what_backtests_show(seed):
    case = Case(seed)
    case.candles, case.start = random_walk(460, seed=seed, deviation=0.01), seed
    request = SearchRequest(
        candles=case.candles,
        base=case.config,
        n_trials=2,
        conditions=case.conditions,
        judge=Judge(objective=Objective.PNL, min_trades=0),
        seed=seed,
        space=SearchSpace(ema_slow=(20, 60)),
        warm_up=case.start,
    )
    search = run_search(request, jobs=1)
    case.config = search.best_config or case.config
    if search.best_config is not None:
        own = case.backtest().metrics
        np.testing.assert_array_equal(np.array(search.best_metrics), np.array(own))
    walk = walk_forward(request, folds=1, searches=LocalSearches(jobs=1))
    for fold in walk.folds:
        start = case.start + fold.searched_candles
        if fold.config is None:
            continue
        case.config = fold.config
        result = case.backtest(start + fold.traded_candles, warm_up=start)
        np.testing.assert_array_equal(np.array(fold.traded), np.array(result.metrics))


def test_the_decision_before_a_window_fills_at_its_first_open():
    for seed in range(50):
        case = Case(seed)
        result = case.backtest()
        if len(result.trade_records) and result.trade_records["entry_row"][0] == 0:
            assert result.history.action[case.start - 1] == result.trade_records["direction"][0]
            assert result.trades[0].entry_time == case.candles.index[case.start]
            return
    pytest.fail("none of 50 windows begins with a trade")


def test_the_result_of_a_window_is_about_the_window_alone():
    case = Case(3)
    result = case.backtest()
    part = case.candles.iloc[case.start :]
    assert (result.data.candles, len(result.equity)) == (len(part), len(part))
    assert len(result.decisions.candles) == len(result.decisions.action) == len(part)
    assert result.data.first == part.index[0]
    alone = Backtester(case.config, case.conditions.policy).run(part)
    assert (result.data.sha256, result.buy_and_hold_pct) == (
        alone.data.sha256,
        alone.buy_and_hold_pct,
    )
    np.testing.assert_array_equal(
        result.decisions.rows.ema_slow, result.history.rows.ema_slow[case.start :]
    )


def test_decisions_are_cold_until_the_indicators_forget_where_the_history_begins():
    config = StrategyConfig()
    need = required_candles(config)
    assert cold_decisions(config, 1000, earlier=0) == need - 1
    assert cold_decisions(config, 1000, earlier=100) == need - 101
    assert cold_decisions(config, 1000, earlier=need - 1) == 0
    assert cold_decisions(config, 50, earlier=0) == 50
    frame = random_walk(need + 100)
    assert Backtester(config).run(frame).cold_decisions == need - 1
    assert Backtester(config).run(frame, warm_up=60).cold_decisions == need - 61


def test_a_window_without_a_candle_is_refused():
    frame = random_walk(30)
    for warm_up in (-1, 30):
        with pytest.raises(ConfigError, match="warm_up"):
            Backtester(StrategyConfig()).run(frame, warm_up=warm_up)
    with pytest.raises(ConfigError, match="warm_up"):
        replace(
            SearchRequest(
                candles=frame,
                base=StrategyConfig(),
                n_trials=1,
                conditions=Conditions(policy=DecisionPolicy()),
            ),
            warm_up=31,
        )
