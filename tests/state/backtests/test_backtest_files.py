"""backtests/ as a kill or a person may leave it, and the files of candles beside it."""

import stat

import pytest

from bot.state import FileVolume
from tests.state.backtests.test_every_backtest_store import finished, made


@pytest.fixture
def volume(tmp_path):
    return FileVolume(tmp_path)


def names(folder):
    return sorted(path.name for path in folder.rglob("*"))


def test_a_removed_one_leaves_no_file(tmp_path, volume):
    volume.backtests.add(made(1))
    volume.backtests.finish(made(1).id, finished, result=b"{}", report=b"page")
    assert names(tmp_path / "backtests" / made(1).id) == [
        "backtest.json",
        "report.html",
        "result.json",
    ]
    volume.backtests.remove(made(1).id)
    assert names(tmp_path / "backtests") == []


def test_all_is_for_its_owner_alone(tmp_path, volume):
    volume.backtests.add(made(1))
    folder = tmp_path / "backtests" / made(1).id
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "backtest.json").stat().st_mode) == 0o600


def test_one_whose_removal_was_killed_halfway_is_none_and_can_be_removed(tmp_path, volume):
    volume.backtests.add(made(1))
    volume.backtests.finish(made(1).id, finished, result=b"{}", report=b"page")
    (tmp_path / "backtests" / made(1).id / "backtest.json").unlink()
    assert volume.backtests.all() == ()
    volume.backtests.remove(made(1).id)
    assert names(tmp_path / "backtests") == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id":"other"}'])
def test_a_record_that_cannot_be_read_is_none_and_the_others_are_read(tmp_path, volume, text):
    volume.backtests.add(made(1))
    volume.backtests.add(made(2))
    (tmp_path / "backtests" / made(1).id / "backtest.json").write_text(text)
    assert volume.backtests.all() == (made(2),)
    assert volume.backtests.remove(made(1).id)


def test_files_of_candles_are_those_at_the_root_that_are_no_links(tmp_path, volume):
    assert FileVolume(tmp_path / "nothing").candle_files() == {}
    for name in ("b.csv", "a.csv", "state.json", ".hidden.csv", "two words.csv"):
        (tmp_path / name).write_text("timestamp,open,high,low,close,volume\n")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    assert dict(volume.candle_files()) == {
        "a.csv": tmp_path / "a.csv",
        "b.csv": tmp_path / "b.csv",
    }
