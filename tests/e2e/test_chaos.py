"""The bot on a simulated exchange, killed at random moments and lied to: 50 seeds in CI.

CHAOS_SEEDS says how many (make chaos: 1,000, with a table).
"""

import os

import pytest

from tests.chaos.many_runs import all_verdicts

SEEDS = int(os.environ.get("CHAOS_SEEDS", "50"))

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1_200)]


def test_no_order_is_sent_twice_forgotten_or_left_without_a_stop_whatever_happens(tmp_path):
    verdicts = list(all_verdicts(range(SEEDS), jobs=4, keep=tmp_path))
    assert {judged.seed: judged.faults for judged in verdicts if judged.faults} == {}
    assert sum(judged.entries for judged in verdicts) > SEEDS
    assert sum(judged.kills for judged in verdicts) > SEEDS
