"""The reason of a decision asked for alone is the one that the whole decision has."""

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.candles import CandleArrays
from bot.decide import decide, observe
from tests.support.candles import random_walk
from tests.support.drawn_configs import SYMBOL, configs, events_during, policies


@settings(max_examples=25, deadline=None)
@given(config=configs(), policy=policies(), seed=st.integers(0, 9), data=st.data())
def test_a_reason_alone_is_that_of_the_whole_decision(config, policy, seed, data):
    frame = random_walk(60, seed=seed, deviation=0.01)
    events = data.draw(events_during(frame.index[0], timedelta(hours=60)))
    candles = CandleArrays.of(frame, config.timeframe)
    decisions = decide(candles, config, policy, observe(candles, policy, events, symbol=SYMBOL))
    rows = np.arange(len(candles))
    assert decisions.reasons_at(rows) == [decisions.at(row).reason for row in rows.tolist()]
    assert decisions.reasons_at(rows[7:3:-2]) == [decisions.at(row).reason for row in (7, 5)]
