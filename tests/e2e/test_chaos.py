"""The bot on a simulated exchange, killed at random moments and lied to: 50 seeds in CI.

CHAOS_SEEDS says how many (make chaos: 1,000, with a table).
"""

import os
from pathlib import Path

import pytest

from tests.chaos.many_runs import all_verdicts
from tests.chaos.verdict import Verdict

SEEDS = int(os.environ.get("CHAOS_SEEDS", "50"))

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1_200)]


def test_no_order_is_sent_twice_forgotten_or_left_without_a_stop_whatever_happens(tmp_path):
    verdicts = list(all_verdicts(range(SEEDS), jobs=4, keep=tmp_path))
    assert _faults(verdicts) == {}
    assert sum(judged.entries for judged in verdicts) > SEEDS
    assert sum(judged.kills for judged in verdicts) > SEEDS


def test_the_same_holds_in_the_machines_time(tmp_path):
    verdicts = list(all_verdicts(range(1_000, 1_008), jobs=4, keep=tmp_path, is_exact=False))
    assert _faults(verdicts) == {}
    assert sum(judged.kills for judged in verdicts) > 8


def test_a_seed_is_run_again_to_the_last_byte(tmp_path):
    first, again = (_fingerprints(tmp_path / name) for name in ("a", "in/another/folder"))
    assert first == again
    assert len(set(first.values())) == 6


def _fingerprints(folder: Path) -> dict[int, str]:
    return {each.seed: each.fingerprint for each in all_verdicts(range(6), jobs=2, keep=folder)}


def _faults(verdicts: list[Verdict]) -> dict[int, tuple[str, ...]]:
    return {judged.seed: judged.faults for judged in verdicts if judged.faults}
