"""The branchless loop for technical decisions is the one decision, many rows at a time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.decide import DecisionTerms, decide_row, technical_directions

VALUES = st.sampled_from([np.nan, 29.9, 30.0, 50.0, 70.0, 70.1, 100.0]) | st.floats(0.01, 100.0)
ROWS = st.lists(
    st.tuples(VALUES, VALUES, VALUES, VALUES, st.floats(-0.9, 0.9)), min_size=1, max_size=20
)


@given(rows=ROWS, least=st.sampled_from([0.0, 0.4, 0.5, 1.0]))
def test_the_loop_gives_the_direction_of_every_single_decision(rows, least):
    fast, slow, rsi, deviation, lean = (np.array(column) for column in zip(*rows, strict=True))
    terms = DecisionTerms(70.0, 30.0, False, least, 0.6)
    action = np.empty(len(rows), np.int8)
    technical_directions(fast, slow, rsi, deviation, lean, terms, action)
    singly = [
        decide_row(100.0, fast[t], slow[t], rsi[t], deviation[t], 0.0, lean[t], terms)[0]
        for t in range(len(rows))
    ]
    assert action.tolist() == singly
