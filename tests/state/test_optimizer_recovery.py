"""What an optimizer mends before it begins."""

import itertools
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import StrategyConfig
from bot.domain.moment import rfc3339
from bot.state import (
    append_run,
    config_versions,
    mend_optimizer_files,
    read_recommendations,
    read_runs,
    restore_config,
    update_recommendations,
    write_config,
)
from tests.support.killed_process import killed_at

BTC = "BTC/USDT"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _meta(number):
    return {"written_by": "optimizer", "at": rfc3339(NOON + timedelta(hours=number)), "symbol": BTC}


def _promote(data_dir, number):
    """What a run leaves behind, in its order."""
    write_config(data_dir, BTC, StrategyConfig(ema_slow=20 + number), _meta(number))
    append_run(data_dir, {**_meta(number), "promoted": True, "reason": "better"})
    update_recommendations(data_dir, {BTC: {"number": number}})


def test_whole_files_are_left_alone(tmp_path):
    assert mend_optimizer_files(tmp_path) == ()
    _promote(tmp_path, 1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert mend_optimizer_files(tmp_path) == ()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_torn_last_run_is_dropped_and_told(tmp_path):
    _promote(tmp_path, 1)
    with (tmp_path / "portfolio" / "optimizer_runs.jsonl").open("ab") as file:
        file.write(b'{"written_by": "opt')
    (note,) = mend_optimizer_files(tmp_path)
    assert note == "optimizer_runs.jsonl: dropped a torn last line of 19 bytes"
    assert len(read_runs(tmp_path, 9)) == 1


def test_a_config_that_came_in_use_without_a_record_gets_one(tmp_path):
    _promote(tmp_path, 1)
    write_config(tmp_path, BTC, StrategyConfig(ema_slow=22), _meta(2))
    (note,) = mend_optimizer_files(tmp_path)
    assert note.startswith("BTC_USDT: the run that put its config in use was not on record")
    assert mend_optimizer_files(tmp_path) == ()
    (added, _) = read_runs(tmp_path, 9)
    assert (added["at"], added["promoted"]) == ("2026-01-01T14:00:00Z", True)


def test_a_rollback_without_a_record_gets_one_that_says_so(tmp_path, monkeypatch):
    _promote(tmp_path, 1)
    monkeypatch.setattr("bot.state.configs.config_files.append_run", lambda *_: None)
    restore_config(tmp_path, BTC, {}, {**_meta(2), "reason": "worse"})
    mend_optimizer_files(tmp_path)
    (added, _) = read_runs(tmp_path, 9)
    assert (added["rolled_back"], added["promoted"], added["reason"]) == (True, False, "worse")


def test_a_config_made_by_hand_is_no_run(tmp_path):
    path = write_config(tmp_path, BTC, StrategyConfig(), {})
    for text in ('{"ema_fast": 9}', "garbage", '{"_meta": {"at": "noon", "written_by": "me"}}'):
        path.write_text(text)
        assert mend_optimizer_files(tmp_path) == ()
    assert read_runs(tmp_path, 9) == []


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
                mend_optimizer_files(folder)
            mend_optimizer_files(folder)
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
    versions = config_versions(folder, BTC)
    promoted = len(versions) - 1
    assert promoted in (1, 2)
    assert [version.number for version in versions] == list(range(promoted + 1))
    assert versions[-1].in_use
    assert [dict(v.meta) for v in versions[1:]] == [_meta(n + 1) for n in range(promoted)]
    runs = [run["at"] for run in reversed(read_runs(folder, 9))]
    assert runs == [version.meta["at"] for version in versions[1:]]
    assert read_recommendations(folder)[BTC]["number"] in (1, 2)
    assert not [*folder.rglob(".*"), *folder.rglob("pending")]
