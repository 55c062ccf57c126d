"""A commit that dies at every system call, and a recovery that dies at every one of its own."""

import itertools
import json
import shutil

import pytest

from bot.state.cycles import JsonStateStore
from tests.support.processes.killed_process import killed_at
from tests.support.records import bot_state, cycle_record
from tests.support.whole_state import whole_cycles


def _write(folder, cycles, acknowledged):
    store = JsonStateStore(folder, writer=True)
    for cycle in cycles:
        store.commit(cycle_record(cycle))
        acknowledged.append(cycle)


@pytest.mark.parametrize("torn_write", [False, True])
@pytest.mark.parametrize("already_there", [0, 4])
def test_a_commit_killed_at_any_call_is_all_or_nothing_and_never_twice(
    tmp_path, already_there, torn_write
):
    base = tmp_path / "base"
    _write(base, range(1, already_there + 1), [])
    for step in itertools.count():
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(base, folder)
        acknowledged = [already_there]
        with killed_at(step, torn_write=torn_write) as steps:
            _write(folder, range(already_there + 1, already_there + 4), acknowledged)
        seen_before_recovery = JsonStateStore(folder).load_state()
        JsonStateStore(folder, writer=True)
        last = whole_cycles(folder)
        assert last in (acknowledged[-1], acknowledged[-1] + 1)
        assert (seen_before_recovery.cycle if seen_before_recovery else 0) in (last - 1, last)
        _write(folder, [last + 1], [])
        assert whole_cycles(folder) == last + 1
        assert not list(folder.glob(".*"))
        if not steps.dead:
            break
    assert step > 30


def test_a_recovery_killed_at_any_call_is_finished_by_the_next_one(tmp_path):
    base = tmp_path / "base"
    _write(base, range(1, 3), [])
    tried = 0
    for step in itertools.count():
        killed = tmp_path / "killed"
        shutil.copytree(base, killed)
        with killed_at(step, torn_write=True) as commit:
            _write(killed, [3], [])
        for again in itertools.count():
            folder = tmp_path / "again"
            shutil.copytree(killed, folder)
            with killed_at(again, torn_write=True) as recovery:
                JsonStateStore(folder, writer=True)
            JsonStateStore(folder, writer=True)
            assert whole_cycles(folder) in (2, 3)
            shutil.rmtree(folder)
            tried += 1
            if not recovery.dead:
                break
        shutil.rmtree(killed)
        if not commit.dead:
            break
    assert tried > 100


def test_garbage_moved_aside_is_lost_at_no_call(tmp_path):
    """Nor is the state that takes its place."""
    base = tmp_path / "base"
    _write(base, [1], [])
    for name in ("state.json", "cycle.json"):
        (base / name).write_text(json.dumps(name))
    for step in itertools.count():
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(base, folder)
        with killed_at(step) as steps:
            JsonStateStore(folder, writer=True).restore(bot_state(1))
        store = JsonStateStore(folder, writer=True)
        if store.lost is not None:
            store.restore(bot_state(1))
        assert store.load_state() == bot_state(1)
        for name in ("state.json", "cycle.json"):
            (aside,) = folder.glob(f"{name}.broken-*")
            assert aside.read_text() == json.dumps(name)
        if not steps.dead:
            break
    assert step > 10
