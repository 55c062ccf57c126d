"""Deciding only where it can matter gives the trades of deciding on every candle."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backtesting.kernel import Directions
from bot.decide import ActionArray, Decisions, decide, decision_terms, observe
from bot.domain import DecisionPolicy, StrategyConfig
from bot.rules.candle_arrays import CandleArrays
from bot.rules.terms import terms_of
from tests.support.candles import random_walk
from tests.support.decision_strategies import configs, events_during, policies
from tests.support.kernel_runs import run_directions


def simulated(decisions: Decisions, *, decided: bool) -> tuple[list, list]:
    candles, config = decisions.candles, decisions.config
    unread: ActionArray = np.full(len(candles), 1 if not decided else 0, np.int8)
    directions = Directions(
        decided,
        decisions.action if decided else unread,
        decisions.rows,
        decision_terms(config, decisions.policy),
    )
    columns = [candles.open, candles.high, candles.low, candles.close]
    trades, equity = run_directions(columns, directions, terms_of(config), 1000.0)
    return trades.tolist(), equity.tolist()


@settings(max_examples=100)
@given(st.integers(1, 400), st.integers(0, 10_000), configs(), policies(), st.data())
def test_lazy_deciding_equals_array_deciding(
    count: int, seed: int, config: StrategyConfig, policy: DecisionPolicy, data: st.DataObject
):
    frame = random_walk(count, seed=seed, deviation=0.01)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    candles = CandleArrays.of(frame, config.timeframe)
    observations = observe(candles, policy, events, symbol=config.symbol)
    decisions = decide(candles, config, policy, observations)
    lazy, array = (simulated(decisions, decided=decided) for decided in (False, True))
    assert lazy == array
