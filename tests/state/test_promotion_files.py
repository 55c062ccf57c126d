"""What the gate remembers on disk: whole at every moment, and never silently forgotten."""

import itertools
import shutil

import pytest

from bot.domain.errors import StateError
from bot.state import read_promotion, write_promotion
from tests.support.killed_process import killed_at

OLD, NEW = {"looks": [1]}, {"looks": [1, 2]}


def test_nothing_is_known_before_the_first_time_and_then_what_was_written(tmp_path):
    assert read_promotion(tmp_path, "BTC/USDT") is None
    path = write_promotion(tmp_path, "BTC/USDT", OLD)
    assert path == tmp_path / "portfolio" / "BTC_USDT" / "promotion.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_promotion(tmp_path, "BTC/USDT") == OLD
    assert read_promotion(tmp_path, "ETH/USDT") is None


@pytest.mark.parametrize("torn_write", [False, True])
def test_a_writer_killed_at_any_call_leaves_the_old_or_the_new_state(tmp_path, torn_write):
    write_promotion(tmp_path / "base", "BTC/USDT", OLD)
    for step in itertools.count():
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "base", folder)
        with killed_at(step, torn_write=torn_write) as steps:
            write_promotion(folder, "BTC/USDT", NEW)
        found = read_promotion(folder, "BTC/USDT")
        assert found in (OLD, NEW)
        if not steps.dead:
            assert found == NEW
            break
    assert step > 3


@pytest.mark.parametrize("garbage", ["", "{", "[]", "null"])
def test_garbage_is_refused_and_not_taken_for_no_looks(tmp_path, garbage):
    write_promotion(tmp_path, "BTC/USDT", OLD).write_text(garbage)
    with pytest.raises(StateError, match=r"promotion.json.*remove it to begin a new year"):
        read_promotion(tmp_path, "BTC/USDT")
