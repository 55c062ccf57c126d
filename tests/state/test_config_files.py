"""Configs with their history: each one kept, numbered, and restored."""

import itertools
import json
import resource
import shutil
from contextlib import contextmanager

import pytest

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError, StateError
from bot.state import FileVolume, load_overrides
from tests.support.on_volume import config_file, earlier_config_files, recorded_runs
from tests.support.processes.killed_process import killed_at

BASE = StrategyConfig()


def _config(number):
    return StrategyConfig(ema_fast=10, ema_slow=20 + number)


def _slow_of(paths):
    return [load_overrides(path)["ema_slow"] for path in paths]


def test_a_written_config_is_in_use_with_its_provenance(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {"seed": 7, "trials": 100})
    path = config_file(tmp_path, "BTC/USDT")
    assert path == tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json"
    assert json.loads(path.read_text())["_meta"] == {"seed": 7, "trials": 100}
    assert FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config == _config(1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_earlier_config_is_in_the_history_oldest_first(tmp_path):
    for number in range(1, 13):
        FileVolume(tmp_path).configs.write("BTC/USDT", _config(number), {"run": number})
    history = earlier_config_files(tmp_path, "BTC/USDT")
    assert _slow_of(history) == [20 + number for number in range(1, 12)]
    assert [load_overrides(path)["_meta"]["run"] for path in history] == list(range(1, 12))


def test_a_config_made_by_hand_is_kept_too(tmp_path):
    path = tmp_path / "portfolio" / "BTC_USDT" / "strategy_config.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"ema_fast": 9} ')
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {})
    (kept,) = earlier_config_files(tmp_path, "BTC/USDT")
    assert kept.read_text() == '{"ema_fast": 9} '


def test_the_config_of_another_symbol_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="need a config of ETH/USDT, was one of BTC/USDT"):
        FileVolume(tmp_path).configs.write("ETH/USDT", _config(1), {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("torn_write", [False, True])
def test_a_writer_killed_at_any_call_leaves_the_old_or_the_new_config_and_all_history(
    tmp_path, torn_write
):
    base = tmp_path / "base"
    for number in (1, 2):
        FileVolume(base).configs.write("BTC/USDT", _config(number), {})
    for step in itertools.count():
        folder = tmp_path / str(step)
        shutil.copytree(base, folder)
        with killed_at(step, torn_write=torn_write) as steps:
            FileVolume(folder).configs.write("BTC/USDT", _config(3), {})
        config = FileVolume(folder).configs.read("BTC/USDT", BASE).config
        assert config in (_config(2), _config(3))
        assert steps.dead or config == _config(3)
        FileVolume(folder).configs.write("BTC/USDT", _config(4), {})
        seen = [21, 22] if config == _config(2) else [21, 22, 23]
        assert _slow_of(earlier_config_files(folder, "BTC/USDT")) == seen
        assert [version.number for version in FileVolume(folder).configs.versions("BTC/USDT")] == [
            *range(len(seen) + 2)
        ]
        assert not list(folder.rglob(".*"))
        assert not list(folder.rglob("pending"))
        if not steps.dead:
            break
    assert step > 5


def test_a_config_is_in_the_history_while_it_is_in_use_so_that_an_editor_destroys_nothing(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {"seed": 7})
    path = config_file(tmp_path, "BTC/USDT")
    (kept,) = (path.parent / "history").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    assert earlier_config_files(tmp_path, "BTC/USDT") == ()
    path.write_text("{}")
    assert earlier_config_files(tmp_path, "BTC/USDT") == (kept,)


def test_versions_are_numbered_in_the_order_of_use_and_0_is_the_time_before(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {"seed": 7})
    path = config_file(tmp_path, "BTC/USDT")
    path.write_text('{"ema_fast": 9}')
    before, first, by_hand = FileVolume(tmp_path).configs.versions("BTC/USDT")
    assert (before.number, before.values, before.in_use) == (0, {}, False)
    assert (first.number, first.meta, first.in_use) == (1, {"seed": 7}, False)
    assert (by_hand.number, by_hand.values, by_hand.in_use) == (2, {"ema_fast": 9}, True)
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(3), {})
    assert [
        v.values.get("ema_fast") for v in FileVolume(tmp_path).configs.versions("BTC/USDT")
    ] == [*(None, 10, 9, 10)]


def test_what_a_person_puts_beside_the_history_is_no_version(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {})
    path = config_file(tmp_path, "BTC/USDT")
    (path.parent / "history" / "zz-my-notes.json").write_text("{}")
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(2), {})
    assert [v.number for v in FileVolume(tmp_path).configs.versions("BTC/USDT")] == [0, 1, 2]


def test_a_file_that_cannot_be_read_is_a_version_with_a_fault(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {})
    path = config_file(tmp_path, "BTC/USDT")
    path.write_text("{")
    broken = FileVolume(tmp_path).configs.versions("BTC/USDT")[-1]
    assert (broken.number, broken.in_use, broken.values) == (2, True, {})
    assert "not JSON" in broken.fault


def test_a_restored_config_says_what_it_replaces_and_restores_and_is_on_record(tmp_path):
    for number in (1, 2):
        FileVolume(tmp_path).configs.write("BTC/USDT", _config(number), {})
    configs = FileVolume(tmp_path).configs
    recorded = configs.restore("BTC/USDT", _config(1).to_dict(), {"reason": "worse"}).document
    assert (recorded["replaces"], recorded["restores"]) == (2, 1)
    assert recorded_runs(tmp_path, 9) == [recorded]
    newest = FileVolume(tmp_path).configs.versions("BTC/USDT")[-1]
    assert (newest.number, newest.meta) == (3, recorded)
    assert FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config == _config(1)


def test_a_restored_config_still_tells_that_it_once_came_without_the_gate(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {"gate": {"state": "off"}})
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(2), {"gate": {"state": "on"}})
    FileVolume(tmp_path).configs.restore("BTC/USDT", _config(1).to_dict(), {"reason": "worse"})
    assert FileVolume(tmp_path).configs.stated("BTC/USDT").provenance.came_ungated


def test_a_restored_config_that_no_version_states_restores_none(tmp_path):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {})
    assert (
        FileVolume(tmp_path).configs.restore("BTC/USDT", {"ema_fast": 9}, {}).document["restores"]
        is None
    )
    assert FileVolume(tmp_path).configs.restore("BTC/USDT", {}, {}).document["restores"] == 0


@contextmanager
def _no_file_larger_than(size):
    """A real limit of the system: writing beyond it fails as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 1, 100, 300])
def test_where_there_is_no_space_the_old_config_stays_and_the_next_one_gets_in(tmp_path, size):
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(1), {})
    path = config_file(tmp_path, "BTC/USDT")
    before = path.read_bytes()
    with _no_file_larger_than(size), pytest.raises(StateError, match="File too large"):
        FileVolume(tmp_path).configs.write("BTC/USDT", _config(2), {})
    assert path.read_bytes() == before
    assert [v.number for v in FileVolume(tmp_path).configs.versions("BTC/USDT")] == [0, 1]
    FileVolume(tmp_path).configs.write("BTC/USDT", _config(2), {})
    assert _slow_of(earlier_config_files(tmp_path, "BTC/USDT")) == [21]
