"""Every adapter of Trials gives each config the metrics of its own backtest, to the last bit."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from bot.backtesting import Backtester, Conditions, Metrics, span_run
from bot.candles import CandleArrays
from bot.domain import EMA_RSI, DecisionPolicy, MacroEvent, StrategyConfig
from bot.domain.calendar import EntryBlackout, ScheduledEvent
from bot.optimizer import SearchSpace, random_search_optimize
from bot.optimizer.fast_trials import EmaRsiTrials
from bot.optimizer.search.space import EmaRsiSpace
from bot.optimizer.search.strategy_space import StrategySpace
from bot.optimizer.search.trial_kinds import ANY_STRATEGY, TRIAL_KINDS, trial_kind
from bot.optimizer.trials import AnyStrategyTrials, TrialInputs
from tests.support.candles import random_walk
from tests.support.drawn_configs import LOUD
from tests.support.plain_trials import PlainTrials

WALK = random_walk(700, seed=5, deviation=0.01)
SPLIT = 490
WHOLE, SPANS = (slice(None),), (slice(0, SPLIT), slice(SPLIT, None))
EVENTS = tuple(
    MacroEvent(title=f"news {k}", bias=bias, published_at=WALK.index[row] + timedelta(minutes=5))
    for k, (row, bias) in enumerate(((50, 0.9), (200, -0.8), (500, 0.7), (620, -1.0)))
)
POLICIES = {
    "everything": DecisionPolicy(min_confidence=0.2),
    "calibrated": DecisionPolicy(ai_calibration=LOUD, ai_override_confidence=0.5),
    "no AI": DecisionPolicy(ai_enabled=False, min_confidence=0.3),
    "rule alone": DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.0),
}
BLACKOUT = EntryBlackout(
    before_minutes=240,
    after_minutes=600,
    events=tuple(
        ScheduledEvent(name=f"figures {row}", at=WALK.index[row].to_pydatetime())
        for row in range(20, 700, 60)
    ),
)
"""A quarter of the candles, with both ends of a span among them."""
FEW_PAIRS = SearchSpace(ema_fast=(8, 9), ema_slow=(30, 31))
"""Shared by so many trials that the compiled adapter looks at each pair once."""
BASES = {
    EMA_RSI: StrategyConfig(allow_short=True, exit_on_opposite_signal=True),
    "bollinger_reversion": StrategyConfig(strategy="bollinger_reversion", allow_short=True),
    "macd_trend": StrategyConfig(strategy="macd_trend"),
    "ema_rsi-kelly-trailing": StrategyConfig(
        position_sizing="kelly", kelly_trades=4, stop_type="trailing", max_position_pct=40
    ),
    "ema_rsi-volatility-atr": StrategyConfig(
        position_sizing="volatility", stop_type="atr", allow_short=True
    ),
}


def compiled(conditions, base, spans):
    return EmaRsiTrials(inputs(conditions, base, spans))


def general(conditions, base, spans):
    return AnyStrategyTrials(inputs(conditions, base, spans))


def plain(conditions, base, spans):
    return PlainTrials(WALK, conditions, spans)


def inputs(conditions, base, spans):
    return TrialInputs.of(CandleArrays.of(WALK, base.timeframe), base, conditions, spans)


ADAPTERS = [
    pytest.param(compiled, EMA_RSI, id="compiled"),
    *(pytest.param(general, name, id=f"general-{name}") for name in BASES),
    *(pytest.param(plain, name, id=f"plain-{name}") for name in BASES),
]


@pytest.fixture(params=[*POLICIES, "around scheduled events"])
def conditions(request):
    policy = POLICIES.get(request.param, POLICIES["everything"])
    known = Conditions(policy=policy, events=EVENTS, initial_balance=5_000.0)
    return known if request.param in POLICIES else replace(known, blackout=BLACKOUT)


@pytest.fixture
def pool():
    with ThreadPoolExecutor(2) as threads:
        yield threads


def drawn(base, count, ranges=FEW_PAIRS):
    space = EmaRsiSpace if base.strategy == EMA_RSI else StrategySpace
    name = "ranges" if base.strategy == EMA_RSI else "risk"
    return space(base=base, **{name: ranges}).draw(count, np.random.default_rng(7))


@pytest.mark.parametrize(("adapter", "strategy"), ADAPTERS)
def test_every_config_has_the_metrics_of_its_backtest(adapter, strategy, conditions, pool):
    base = BASES[strategy]
    configs = drawn(base, 20)
    metrics = adapter(conditions, base, WHOLE).prepared(configs, pool)(configs)
    assert metrics.shape == (20, 1, len(Metrics._fields))
    for row in range(20):
        backtester = Backtester(
            configs.config_at(row),
            conditions.policy,
            events=EVENTS,
            initial_balance=5_000.0,
            blackout=conditions.blackout,
        )
        np.testing.assert_array_equal(metrics[row, 0], np.array(backtester.run(WALK).metrics))


@pytest.mark.parametrize(("adapter", "strategy"), ADAPTERS)
def test_every_span_is_traded_by_itself_and_knows_the_candles_before_it(
    adapter, strategy, conditions, pool
):
    base = BASES[strategy]
    configs = drawn(base, 12)
    metrics = adapter(conditions, base, SPANS).prepared(configs, pool)(configs)
    for row in range(12):
        for span, ends in enumerate(pairwise((0, SPLIT, len(WALK)))):
            run = span_run(WALK, configs.config_at(row), conditions, *ends)
            np.testing.assert_array_equal(metrics[row, span], np.array(run.metrics))


@pytest.mark.parametrize(("adapter", "strategy"), ADAPTERS)
@pytest.mark.parametrize("ranges", [FEW_PAIRS, SearchSpace()], ids=["few pairs", "many pairs"])
def test_how_configs_are_cut_and_where_they_run_changes_nothing(adapter, strategy, ranges, pool):
    base, conditions = BASES[strategy], Conditions(policy=POLICIES["rule alone"])
    configs = drawn(base, 18, ranges)
    evaluate = adapter(conditions, base, SPANS).prepared(configs, pool)
    elsewhere = pickle.loads(pickle.dumps(evaluate))
    parts = [elsewhere(configs.rows(start, end)) for start, end in ((0, 1), (1, 11), (11, 18))]
    np.testing.assert_array_equal(np.concatenate(parts), evaluate(configs))


@pytest.mark.parametrize(("adapter", "strategy"), ADAPTERS)
def test_a_task_takes_at_least_one_config(adapter, strategy, conditions):
    assert adapter(conditions, BASES[strategy], WHOLE).most_a_part >= 1


@pytest.mark.parametrize("base", BASES.values(), ids=lambda base: base.strategy)
def test_a_search_by_any_adapter_finds_the_same(base, monkeypatch):
    def searched():
        policy = POLICIES["everything"]
        return random_search_optimize(WALK, base, 20, seed=3, policy=policy, sampler="tpe")

    def by_plain_trials(shared):
        return PlainTrials(WALK, Conditions(policy=shared.policy))

    chosen, kind = searched(), trial_kind(base)
    for trials in (by_plain_trials, AnyStrategyTrials):
        other = replace(kind, trials=trials)
        monkeypatch.setattr("bot.optimizer.search.run.trial_kind", lambda _, other=other: other)
        found = searched()
        np.testing.assert_array_equal(found.trials.metrics, chosen.trials.metrics)
        assert found.best_config == chosen.best_config


def test_what_has_no_line_in_the_table_is_decided_config_by_config():
    assert trial_kind(BASES["macd_trend"]) is ANY_STRATEGY
    assert trial_kind(BASES[EMA_RSI]) is TRIAL_KINDS[EMA_RSI]


def test_compiled_trials_are_those_of_fixed_sizes_and_stops_alone():
    base = BASES[EMA_RSI]
    assert trial_kind(replace(base, max_position_pct=20)).trials is EmaRsiTrials
    for name in ("ema_rsi-kelly-trailing", "ema_rsi-volatility-atr"):
        kind = trial_kind(BASES[name])
        assert kind.trials is AnyStrategyTrials
        assert kind.space is TRIAL_KINDS[EMA_RSI].space
