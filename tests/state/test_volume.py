import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import StateError, VolumeInUse
from bot.state import FileVolume
from bot.state.cycles import JsonStateStore
from tests.support.processes.killed_process import killed_at
from tests.support.records import cycle_record, signal

NAMES = ("state.json", "signals.jsonl", "equity.jsonl", "trades.jsonl", "candles.jsonl")


@pytest.fixture
def volume(tmp_path):
    return FileVolume(tmp_path / "data", now=lambda: datetime(2024, 5, 1, tzinfo=UTC))


def test_the_root_names_lead_to_the_primary_symbols_files(volume, tmp_path):
    assert volume.make_primary("BTC/USDT") == ()
    volume.writer("BTC/USDT").commit(cycle_record(3))
    volume.writer("GC=F").commit(cycle_record(6, "GC=F"))
    for name in NAMES:
        path = tmp_path / "data" / name
        assert path.readlink() == Path("portfolio") / "BTC_USDT" / name
        assert path.read_bytes() == (tmp_path / "data/portfolio/BTC_USDT" / name).read_bytes()
    assert volume.reader().signals(9) == [signal(3)]
    assert volume.reader("GC=F").signals(9) == [signal(6, "GC=F")]
    assert volume.symbols() == ("BTC/USDT", "GC=F")


def test_another_primary_turns_the_links_only(volume, tmp_path):
    for symbol in ("BTC/USDT", "ETH/USDT"):
        volume.writer(symbol).commit(cycle_record(1, symbol))
    volume.make_primary("BTC/USDT")
    assert volume.make_primary("ETH/USDT") == ()
    assert volume.reader().load_state().symbol == "ETH/USDT"
    assert volume.reader("BTC/USDT").load_state().symbol == "BTC/USDT"
    volume.writer("ETH/USDT").commit(cycle_record(2, "ETH/USDT"))
    assert (tmp_path / "data/state.json").is_symlink()


def test_the_volume_may_move_as_a_whole(volume, tmp_path):
    volume.make_primary("BTC/USDT")
    volume.writer("BTC/USDT").commit(cycle_record(1))
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    assert FileVolume(tmp_path / "elsewhere").reader().load_state().symbol == "BTC/USDT"


def test_an_empty_volume_has_no_symbol_and_an_empty_primary(volume):
    assert volume.symbols() == ()
    assert volume.reader().load_state() is None
    volume.make_primary("BTC/USDT")
    assert volume.reader().load_state() is None
    assert volume.reader().signals(5) == []


def test_files_of_the_older_layout_move_into_their_symbols_folder_and_it_is_told(volume, tmp_path):
    JsonStateStore(tmp_path / "data", writer=True).commit(cycle_record(3, "ETH/USDT"))
    notes = volume.make_primary("BTC/USDT")
    (note,) = notes
    assert note.startswith("files of an older layout were moved: cycle.json to portfolio/ETH_USDT/")
    assert note.count(" to portfolio/ETH_USDT/") == 6
    assert volume.writer("ETH/USDT").recovery_notes == ()
    assert volume.reader("ETH/USDT").signals(5) == [signal(3, "ETH/USDT")]
    assert volume.reader().load_state() is None


def test_an_older_layout_never_overwrites_a_symbols_files(volume, tmp_path):
    volume.writer("BTC/USDT").commit(cycle_record(3))
    JsonStateStore(tmp_path / "data", writer=True).commit(cycle_record(9))
    notes = volume.make_primary("BTC/USDT")
    (note,) = notes
    assert note.endswith(", state.json to state.json.older-20240501T000000.000000Z")
    assert volume.reader().signals(5) == [signal(3)]


def test_copies_at_the_root_of_a_symbols_files_give_way_to_links_and_it_is_told_once(
    volume, tmp_path
):
    volume.make_primary("BTC/USDT")
    volume.writer("BTC/USDT").commit(cycle_record(3))
    shutil.copytree(tmp_path / "data", tmp_path / "copy")  # follows links
    copy = FileVolume(tmp_path / "copy", now=lambda: datetime(2024, 5, 1, tzinfo=UTC))
    (tmp_path / "copy" / "equity.jsonl").write_text("another\n")
    assert copy.make_primary("BTC/USDT") == (
        "copies of the files of BTC/USDT at the root gave way to links: signals.jsonl, "
        "trades.jsonl, candles.jsonl, state.json",
        "files of an older layout were moved: equity.jsonl to "
        "equity.jsonl.older-20240501T000000.000000Z",
    )
    assert all((tmp_path / "copy" / name).is_symlink() for name in NAMES)
    assert copy.make_primary("BTC/USDT") == ()
    assert copy.reader().load_state() == volume.reader().load_state()


@pytest.mark.parametrize("symbol", ["BTC/USDT", "ETH/USDT"])
def test_links_to_a_folder_that_is_gone_refuse_a_new_account_and_say_what_to_do(
    volume, tmp_path, symbol
):
    root = tmp_path / "data"
    volume.make_primary("BTC/USDT")
    assert volume.make_primary("BTC/USDT") == ()  # nothing was traded yet: the folder is there
    shutil.rmtree(root / "portfolio")
    with pytest.raises(
        StateError, match=r"need the folder .*BTC_USDT, .* state\.json in .* lead to"
    ) as refusal:
        volume.make_primary(symbol)
    assert "put it back from a backup, or remove these links to begin a new account" in str(
        refusal.value
    )
    assert not (root / "portfolio").exists()
    for name in NAMES:
        (root / name).unlink()
    assert volume.make_primary(symbol) == ()


@pytest.mark.parametrize("left", ["cycle.json", "equity.jsonl", "signals.jsonl", "candles.jsonl"])
def test_an_older_layout_without_its_state_moves_where_the_other_files_say(volume, tmp_path, left):
    root = tmp_path / "data"
    JsonStateStore(root, writer=True).commit(cycle_record(3, "ETH/USDT"))
    for path in root.iterdir():
        if path.name != left:
            path.unlink()
    volume.make_primary("ETH/USDT")
    assert (root / "portfolio/ETH_USDT" / left).exists()
    store = volume.writer("ETH/USDT")
    assert (store.lost is None) is (left == "cycle.json")


def test_an_older_layout_that_says_of_no_symbol_is_refused_and_left_alone(volume, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "equity.jsonl").write_text("garbage\n")
    with pytest.raises(StateError, match=r"none of them says it \(equity\.jsonl\)"):
        volume.make_primary("BTC/USDT")
    assert (tmp_path / "data" / "equity.jsonl").read_text() == "garbage\n"


def test_moving_an_older_layout_survives_a_kill_at_any_call(tmp_path):
    for step in range(200):
        root = tmp_path / str(step)
        JsonStateStore(root, writer=True).commit(cycle_record(3))
        with killed_at(step) as steps:
            FileVolume(root).make_primary("BTC/USDT")
        FileVolume(root).make_primary("BTC/USDT")
        store = FileVolume(root).writer("BTC/USDT")
        assert store.recovery_notes == ()
        assert FileVolume(root).reader().signals(5) == [signal(3)]
        assert FileVolume(root).reader().load_state().cycle == 3
        if not steps.dead:
            break
    assert 10 < step < 199


def test_a_folder_with_another_symbols_state_is_refused(volume):
    volume.writer("BTC/USDT").commit(cycle_record(1))
    with pytest.raises(StateError, match="holds the state of BTC/USDT: BTC_USDT needs another"):
        volume.writer("BTC_USDT")


def test_a_broken_symbol_hides_no_other(volume, tmp_path):
    for symbol in ("BTC/USDT", "ETH/USDT"):
        volume.writer(symbol).commit(cycle_record(1, symbol))
    for name in ("state.json", "cycle.json"):
        (tmp_path / "data/portfolio/BTC_USDT" / name).write_text("garbage")
    assert volume.symbols() == ("ETH/USDT",)


def test_a_second_holder_is_refused_with_the_process_id_of_the_first(volume, tmp_path):
    program = (
        "import sys, pathlib; from bot.state import FileVolume\n"
        "lock = FileVolume(pathlib.Path(sys.argv[1])).hold('bot'); print('held', flush=True)\n"
        "sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(VolumeInUse, match=f"the bot of process {holder.pid} already runs on"):
            volume.hold("bot")
        volume.hold("optimizer").release()
        holder.kill()
        holder.wait()
    with volume.hold("bot"), pytest.raises(VolumeInUse, match=str(os.getpid())):
        volume.hold("bot")
    volume.hold("bot").release()


def test_a_torn_note_is_ended_and_told_and_not_cut_since_another_may_be_writing_it(
    volume, tmp_path
):
    now = datetime(2024, 5, 1, tzinfo=UTC)
    volume.mended.add(["an older layout"], now)
    path = tmp_path / "data" / "mended.jsonl"
    with path.open("ab") as file:
        file.write(b'{"timestamp":')
    half_written = path.read_bytes()
    volume.mended.add(["a lost state"], now)
    assert path.read_bytes().startswith(half_written + b"\n")
    first, broken, last = volume.mended.unseen(None)
    assert (first, last) == ("an older layout", "a lost state")
    assert broken.startswith("mended.jsonl has a broken line: ")


def test_a_folder_of_another_symbol_is_refused_before_anything_in_it_is_mended(volume, tmp_path):
    volume.writer("BTC/USDT").commit(cycle_record(3))
    folder = tmp_path / "data" / "portfolio" / "BTC_USDT"
    (folder / "trades.jsonl").write_bytes(b'{"symbol": ')
    with pytest.raises(StateError, match="holds the state of BTC/USDT"):
        volume.writer("BTC_USDT")
    assert (folder / "trades.jsonl").read_bytes() == b'{"symbol": '
