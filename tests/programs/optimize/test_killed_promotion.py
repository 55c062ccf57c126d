"""The whole program dying at every system call of one promotion, or meeting a full disk at every
write of it; and the next one after it.
"""

import itertools
import json
import resource
import shutil

import pytest

from bot.command_line import run_program
from bot.domain import StrategyConfig
from bot.programs.configs.program import main as configs
from bot.programs.optimize.program import main as optimize
from bot.state import FileVolume
from tests.support.candles import random_walk
from tests.support.on_volume import recommended, recorded_runs
from tests.support.processes.full_disk import disk_full_at
from tests.support.processes.killed_process import killed_at

BTC = "BTC/USDT"
LOSING = {"ema_fast": 3, "ema_slow": 5, "rsi_period": 3, "stop_loss_pct": 0.001}
OPTIMIZE = ["--seed", "2", "--trials", "12", "--jobs", "1", "--quiet"]
ROLLBACK = ["rollback", BTC, "1", "--by", "ann", "--why", "worse", "--quiet"]


@pytest.fixture
def volume(data_dir, tmp_path, monkeypatch):
    """Calls a program on a volume; the losing config made by hand is in use at first."""
    monkeypatch.chdir(tmp_path)
    random_walk(200, seed=4).to_csv(tmp_path / "candles.csv")
    settings = {
        "DATA_SOURCE": "csv",
        "CANDLES_CSV": "candles.csv",
        "AUTO_OPTIMIZE_OBJECTIVE": "pnl",
        "AUTO_OPTIMIZE_MIN_TRADES": "1",
        "PROMOTION_GATE": "off",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "base" / "portfolio" / "BTC_USDT" / "strategy_config.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(LOSING))

    def call(folder, main, arguments):
        monkeypatch.setenv("DATA_DIR", str(folder))
        return run_program("program", main, arguments)

    return call


def in_use(folder):
    poll = FileVolume(folder).configs.watch(BTC, StrategyConfig())()
    assert poll.error is None
    return poll.config


def assert_whole(folder, versions):
    """Each version has its number, its copy in the history and its record; nothing lies about."""
    found = FileVolume(folder).configs.versions(BTC)
    assert [version.number for version in found] == list(range(versions + 1))
    assert len(list(folder.glob("portfolio/*/history/*.json"))) == versions
    written = [r["at"] for r in recorded_runs(folder, 99) if r["promoted"] or r.get("rolled_back")]
    assert written[::-1] == [version.meta["at"] for version in found[2:]]
    assert not [*folder.rglob(".*"), *folder.rglob("pending")]


def die_everywhere(tmp_path, base, doomed, again):
    """Let `doomed` die at each call on a copy of the base; `again` looks at what it left."""
    for step in itertools.count():
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(base, folder)
        with killed_at(step, torn_write=True) as steps:
            doomed(folder)
        again(folder)
        shutil.rmtree(folder)
        if not steps.dead:
            return step
    raise AssertionError  # itertools.count has no end


def test_a_promotion_killed_at_any_call_is_all_or_nothing_and_the_next_start_mends(
    volume, tmp_path, capsys
):
    base, whole = tmp_path / "base", tmp_path / "whole"
    shutil.copytree(base, whole)
    volume(whole, optimize, OPTIMIZE)
    old, new = in_use(base), in_use(whole)
    assert old != new
    assert recommended(whole)[BTC]["config"] == new.to_dict()
    told = []

    def again(folder):
        assert in_use(folder) in (old, new)
        promoted = in_use(folder) == new
        capsys.readouterr()
        assert volume(folder, optimize, [flag for flag in OPTIMIZE if flag != "--quiet"]) == 0
        told.append(capsys.readouterr().err)
        assert in_use(folder) == new
        assert_whole(folder, versions=2)
        assert len(recorded_runs(folder, 9)) == 1 + promoted
        assert recommended(folder)[BTC]["config"] == new.to_dict()

    calls = die_everywhere(tmp_path, base, lambda folder: volume(folder, optimize, OPTIMIZE), again)
    assert calls > 25
    assert any("dropped a torn last line" in text for text in told)
    assert any("the history of a config that a killed run put in use" in text for text in told)
    assert any("a killed run had not put in use yet" in text for text in told)
    assert any("was not on record, and is now" in text for text in told)


def test_a_rollback_killed_at_any_call_is_all_or_nothing_and_the_next_start_mends(volume, tmp_path):
    base = tmp_path / "base"
    old = in_use(base)
    volume(base, optimize, OPTIMIZE)
    promoted = in_use(base)

    def again(folder):
        assert in_use(folder) in (old, promoted)
        needed = in_use(folder) == promoted
        assert volume(folder, configs, ROLLBACK) == (0 if needed else 2)
        assert in_use(folder) == old
        assert_whole(folder, versions=3)

    calls = die_everywhere(tmp_path, base, lambda folder: volume(folder, configs, ROLLBACK), again)
    assert calls > 15


def test_a_disk_that_is_full_from_any_write_on_is_told_and_the_old_config_stays_if_it_came_first(
    volume, tmp_path, capsys
):
    base = tmp_path / "base"
    old = in_use(base)
    kept = promoted = 0
    for step in itertools.count():
        folder = tmp_path / f"full-{step}"
        shutil.copytree(base, folder)
        with disk_full_at(step) as writes:
            code = volume(folder, optimize, OPTIMIZE)
        if not writes.refused:
            break
        assert code == 3
        assert "No space left on device" in capsys.readouterr().err
        kept, promoted = (kept + 1, promoted) if in_use(folder) == old else (kept, promoted + 1)
        assert promoted == 0 or in_use(folder) != old
        assert volume(folder, optimize, OPTIMIZE) == 0
        assert_whole(folder, versions=2)
    assert kept >= 3
    assert promoted >= 2


@pytest.mark.parametrize("size", [0, 100, 1000])
@pytest.mark.parametrize("rolled_back", [False, True])
def test_where_the_system_refuses_the_bytes_every_file_stays_and_the_exit_code_is_3(
    volume, tmp_path, capsys, size, rolled_back
):
    base = tmp_path / "base"
    if rolled_back:
        volume(base, optimize, OPTIMIZE)
    file = base / "portfolio" / "BTC_USDT" / "strategy_config.json"
    before = file.read_bytes()
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
    try:
        code = volume(base, *((configs, ROLLBACK) if rolled_back else (optimize, OPTIMIZE)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert code == 3
    assert "File too large" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert volume(base, *((configs, ROLLBACK) if rolled_back else (optimize, OPTIMIZE))) == 0
    assert file.read_bytes() != before
    assert_whole(base, versions=3 if rolled_back else 2)
