"""What the gate remembers on disk: whole at every moment, and never silently forgotten."""

import itertools
import shutil

import pytest

from bot.domain.errors import StateError
from bot.state import FileVolume
from tests.support.processes.killed_process import killed_at

OLD, NEW = {"looks": [1]}, {"looks": [1, 2]}


def test_nothing_is_known_before_the_first_time_and_then_what_was_written(tmp_path):
    assert FileVolume(tmp_path).promotions.read("BTC/USDT") is None
    FileVolume(tmp_path).promotions.write("BTC/USDT", OLD)
    path = tmp_path / "portfolio" / "BTC_USDT" / "promotion.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert FileVolume(tmp_path).promotions.read("BTC/USDT") == OLD
    assert FileVolume(tmp_path).promotions.read("ETH/USDT") is None


@pytest.mark.parametrize("torn_write", [False, True])
def test_a_writer_killed_at_any_call_leaves_the_old_or_the_new_state(tmp_path, torn_write):
    FileVolume(tmp_path / "base").promotions.write("BTC/USDT", OLD)
    for step in itertools.count():
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "base", folder)
        with killed_at(step, torn_write=torn_write) as steps:
            FileVolume(folder).promotions.write("BTC/USDT", NEW)
        found = FileVolume(folder).promotions.read("BTC/USDT")
        assert found in (OLD, NEW)
        if not steps.dead:
            assert found == NEW
            break
    assert step > 3


@pytest.mark.parametrize("garbage", ["", "{", "[]", "null"])
def test_garbage_is_refused_and_not_taken_for_no_looks(tmp_path, garbage):
    FileVolume(tmp_path).promotions.write("BTC/USDT", OLD)
    (tmp_path / "portfolio" / "BTC_USDT" / "promotion.json").write_text(garbage)
    with pytest.raises(StateError, match=r"promotion.json.*remove it to begin a new year"):
        FileVolume(tmp_path).promotions.read("BTC/USDT")
