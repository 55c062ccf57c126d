"""What an optimizer mends before it begins."""

import itertools
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import OptimizerRun, Recommendation, StrategyConfig, rfc3339
from bot.state import FileVolume
from tests.support.on_volume import config_file, recommended, recorded_runs
from tests.support.processes.killed_process import killed_at

BTC = "BTC/USDT"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _meta(number):
    return {"written_by": "optimizer", "at": rfc3339(NOON + timedelta(hours=number)), "symbol": BTC}


def _promote(data_dir, number):
    """What a run leaves behind, in its order."""
    FileVolume(data_dir).configs.write(BTC, StrategyConfig(ema_slow=20 + number), _meta(number))
    FileVolume(data_dir).runs.append(
        OptimizerRun({**_meta(number), "promoted": True, "reason": "better"})
    )
    FileVolume(data_dir).recommendations.set(BTC, Recommendation({"number": number}))


def test_whole_files_are_left_alone(tmp_path):
    assert FileVolume(tmp_path).mend_optimizer_records() == ()
    _promote(tmp_path, 1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert FileVolume(tmp_path).mend_optimizer_records() == ()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_torn_last_run_is_dropped_and_told(tmp_path):
    _promote(tmp_path, 1)
    with (tmp_path / "portfolio" / "optimizer_runs.jsonl").open("ab") as file:
        file.write(b'{"written_by": "opt')
    (note,) = FileVolume(tmp_path).mend_optimizer_records()
    assert note == "optimizer_runs.jsonl: dropped a torn last line of 19 bytes"
    assert len(recorded_runs(tmp_path, 9)) == 1


def test_a_config_that_came_in_use_without_a_record_gets_one(tmp_path):
    _promote(tmp_path, 1)
    FileVolume(tmp_path).configs.write(BTC, StrategyConfig(ema_slow=22), _meta(2))
    (note,) = FileVolume(tmp_path).mend_optimizer_records()
    assert note.startswith("BTC_USDT: the run that put its config in use was not on record")
    assert FileVolume(tmp_path).mend_optimizer_records() == ()
    (added, _) = recorded_runs(tmp_path, 9)
    assert (added["at"], added["promoted"]) == ("2026-01-01T14:00:00Z", True)


def test_a_rollback_without_a_record_gets_one_that_says_so(tmp_path, monkeypatch):
    _promote(tmp_path, 1)
    monkeypatch.setattr("bot.state.optimizer.runs.JsonRunStore.append", lambda *_: None)
    FileVolume(tmp_path).configs.restore(BTC, {}, {**_meta(2), "reason": "worse"})
    monkeypatch.undo()
    FileVolume(tmp_path).mend_optimizer_records()
    (added, _) = recorded_runs(tmp_path, 9)
    assert (added["rolled_back"], added["promoted"], added["reason"]) == (True, False, "worse")


def test_a_config_made_by_hand_is_no_run(tmp_path):
    FileVolume(tmp_path).configs.write(BTC, StrategyConfig(), {})
    path = config_file(tmp_path, BTC)
    for text in ('{"ema_fast": 9}', "garbage", '{"_meta": {"at": "noon", "written_by": "me"}}'):
        path.write_text(text)
        assert FileVolume(tmp_path).mend_optimizer_records() == ()
    assert recorded_runs(tmp_path, 9) == []


@pytest.mark.parametrize("torn_write", [False, True])
def test_a_promotion_killed_at_any_call_is_mended_also_by_a_mending_that_is_killed(
    tmp_path, torn_write
):
    base = tmp_path / "base"
    _promote(base, 1)
    mendings = 0
    for step in itertools.count():
        killed = tmp_path / "killed"
        shutil.copytree(base, killed)
        with killed_at(step, torn_write=torn_write) as promotion:
            _promote(killed, 2)
        for again in itertools.count():
            folder = tmp_path / "again"
            shutil.copytree(killed, folder)
            with killed_at(again, torn_write=torn_write) as mending:
                FileVolume(folder).mend_optimizer_records()
            FileVolume(folder).mend_optimizer_records()
            _assert_whole(folder)
            shutil.rmtree(folder)
            mendings += 1
            if not mending.dead:
                break
        shutil.rmtree(killed)
        if not promotion.dead:
            break
    assert step > 15
    assert mendings > 50


def _assert_whole(folder):
    """One or two promotions: each a version and a record, the recommendation old or new."""
    versions = FileVolume(folder).configs.versions(BTC)
    promoted = len(versions) - 1
    assert promoted in (1, 2)
    assert [version.number for version in versions] == list(range(promoted + 1))
    assert versions[-1].in_use
    assert [dict(v.meta) for v in versions[1:]] == [_meta(n + 1) for n in range(promoted)]
    runs = [run["at"] for run in reversed(recorded_runs(folder, 9))]
    assert runs == [version.meta["at"] for version in versions[1:]]
    assert recommended(folder)[BTC]["number"] in (1, 2)
    assert not [*folder.rglob(".*"), *folder.rglob("pending")]


def test_what_a_killed_promotion_left_is_gone_at_the_next_start(tmp_path):
    _promote(tmp_path, 1)
    leftover = config_file(tmp_path, BTC).parent / ".promotion.json.7-7.tmp"
    leftover.write_bytes(b'{"looks": [')
    FileVolume(tmp_path).mend_optimizer_records()
    assert not leftover.exists()
