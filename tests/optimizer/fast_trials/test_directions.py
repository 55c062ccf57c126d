"""The directions of a trial, decided many rows at once, are those of the one decision."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backtesting import Directions
from bot.candles import CandleArrays
from bot.compiled.row_sets import first_row, no_rows
from bot.decide import (
    DecisionRows,
    DecisionTerms,
    decide,
    decide_row,
    decision_terms,
    observe,
)
from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer.fast_trials.directions import screen_of, technical_rows, whole_rows
from bot.optimizer.fast_trials.ema_pairs import EmaOrder, order_rows, rule_rows
from tests.support.candles import random_walk
from tests.support.drawn_configs import configs, events_during, policies

VALUES = st.sampled_from([np.nan, 29.9, 30.0, 50.0, 70.0, 70.1, 100.0]) | st.floats(0.01, 100.0)
MOVES = st.floats(-20.0, 20.0) | st.just(np.nan)
ROWS = st.lists(
    st.tuples(VALUES, VALUES, VALUES, VALUES, VALUES, MOVES, st.floats(-0.9, 0.9)),
    min_size=1,
    max_size=200,
)
SHARES = st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.6, 0.95, 1.0]) | st.floats(0.0, 1.0)


def shortcut(rows: DecisionRows, terms: DecisionTerms) -> list[int]:
    """The direction of every row, by the sets of rows."""
    size = rows.close.size
    found = Directions(no_rows(size), no_rows(size))
    three = rows.ema_fast, rows.ema_slow, rows.rsi
    if terms.ai_enabled:
        whole_rows(*three, rows, screen_of(rows, terms), terms, found)
    elif terms.min_confidence <= 0.0:
        trends = EmaOrder.room(2, size)
        order_rows(rows.ema_fast, rows.ema_slow, rows.deviation, 1, trends)
        rule_rows(trends, 1, rows.rsi, terms, 1, found.longs)
        rule_rows(trends, 1, rows.rsi, terms, -1, found.shorts)
    else:
        technical_rows(*three, rows, terms, 1, found.longs)
        technical_rows(*three, rows, terms, -1, found.shorts)
    return [
        int(first_row(found.longs, t, t + 1) == t) - int(first_row(found.shorts, t, t + 1) == t)
        for t in range(size)
    ]


def singly(rows: DecisionRows, terms: DecisionTerms) -> list[int]:
    """The direction of every row, by decide_row."""
    close, fast, slow, rsi, deviation, momentum, lean = rows
    return [
        decide_row(close[t], fast[t], slow[t], rsi[t], deviation[t], momentum[t], lean[t], terms)[0]
        for t in range(close.size)
    ]


@settings(max_examples=300)
@given(ROWS, st.booleans(), SHARES, SHARES)
def test_any_row_is_decided_as_by_itself(rows, ai, least, override):
    columns = DecisionRows(*(np.array(column) for column in zip(*rows, strict=True)))
    terms = DecisionTerms(70.0, 30.0, ai, least, override)
    assert shortcut(columns, terms) == singly(columns, terms)


@settings(max_examples=100)
@given(st.integers(1, 400), st.integers(0, 10_000), configs(), policies(), st.data())
def test_every_row_of_a_market_is_decided_as_by_the_bot(
    count: int, seed: int, config: StrategyConfig, policy: DecisionPolicy, data: st.DataObject
):
    frame = random_walk(count, seed=seed, deviation=0.01)
    events = data.draw(events_during(frame.index[0], timedelta(hours=count)))
    candles = CandleArrays.of(frame, config.timeframe)
    observations = observe(candles, policy, events, symbol=config.symbol)
    decisions = decide(candles, config, policy, observations)
    found = shortcut(decisions.rows, decision_terms(config, policy))
    assert found == decisions.action.tolist()


@settings(max_examples=200)
@given(st.integers(0, 10_000), st.sampled_from([0.34, 0.4, 0.5, 0.6, 0.7]))
def test_a_row_at_a_threshold_of_the_ai_is_decided_as_by_itself(seed: int, override: float):
    """Macro's lean is set to where the AI comes to override, give or take a few roundings."""
    rng = np.random.default_rng(seed)
    size = 64
    fast, rsi = 100.0 + rng.normal(0.0, 1.0, size), rng.uniform(20.0, 80.0, size)
    hundred, deviation = np.full(size, 100.0), rng.uniform(0.1, 5.0, size)
    terms = DecisionTerms(70.0, 30.0, True, 0.3, override)
    rows = DecisionRows(
        hundred, fast, hundred, rsi, deviation, np.zeros(size), rng.uniform(-1.0, 1.0, size)
    )
    for t in range(size):
        low, high = -3.0, 3.0
        for _ in range(60):
            middle = 0.5 * (low + high)
            rows.macro_lean[t] = middle
            if singly(DecisionRows(*(c[t : t + 1] for c in rows)), terms)[0] > 0:
                high = middle
            else:
                low = middle
        rows.macro_lean[t] = low if t % 2 else high
    assert shortcut(rows, terms) == singly(rows, terms)
