import json
import math
import resource
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain import CycleRecord, SignalEvent
from bot.domain.errors import StateError
from bot.state.cycles import JsonStateStore
from bot.state.files import read_file
from tests.state.conformance import StateStoreConformance
from tests.support.records import bot_state, cycle_record, equity_point, signal

NAMES = ("state.json", "signals.jsonl", "equity.jsonl", "trades.jsonl", "candles.jsonl")


class TestJsonStateStoreConforms(StateStoreConformance):
    @pytest.fixture
    def open_store(self, tmp_path):
        return lambda writer: JsonStateStore(tmp_path / "BTC_USDT", writer=writer)


_STATE = bot_state(1)
AGREEING = replace(
    cycle_record(1),
    equity=(replace(equity_point(1), balance=_STATE.balance, equity=_STATE.equity),),
)
"""A cycle whose state is what its equity point says."""


def _contents(folder):
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def _open_at_noon(folder):
    return JsonStateStore(folder, writer=True, now=lambda: datetime(2024, 5, 1, 12, tzinfo=UTC))


def test_files_are_private_and_so_is_the_folder(tmp_path):
    JsonStateStore(tmp_path / "a" / "b", writer=True).commit(cycle_record(3))
    for path in (tmp_path / "a" / "b").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert {p.name for p in (tmp_path / "a" / "b").iterdir()} == {*NAMES, "cycle.json"}


def test_lines_are_json_objects_with_zulu_times_whole_floats_and_flat_candles(tmp_path):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(3))
    (line,) = (tmp_path / "trades.jsonl").read_text().splitlines()
    trade = json.loads(line)
    assert (trade["entry_time"], trade["exit_reason"]) == ("2024-01-01T00:00:00Z", "stop_loss")
    assert trade["pnl"] == -0.06
    candle = json.loads((tmp_path / "candles.jsonl").read_text())
    assert candle["open_time"] == "2024-01-01T02:00:00Z"
    assert (candle["symbol"], candle["high"]) == ("BTC/USDT", 5.0)
    assert json.loads((tmp_path / "state.json").read_text())["position"] == "LONG"


def test_a_reader_cannot_commit(tmp_path):
    with pytest.raises(StateError, match="opened to read"):
        JsonStateStore(tmp_path).commit(cycle_record(1))
    assert list(tmp_path.iterdir()) == []


def test_a_time_without_a_zone_is_refused_before_anything_is_written(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    state = replace(bot_state(1), timestamp=datetime(2024, 1, 1))  # noqa: DTZ001 the fault itself
    with pytest.raises(StateError, match="zone"):
        store.commit(CycleRecord(state=state))
    assert list(tmp_path.iterdir()) == []


def test_a_torn_last_line_is_dropped_and_told_and_nothing_else(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    store.commit(AGREEING)
    (tmp_path / "cycle.json").unlink()
    whole = _contents(tmp_path)
    with (tmp_path / "signals.jsonl").open("ab") as file:
        file.write(b'{"timestamp": "2024-')
    assert JsonStateStore(tmp_path).signals(10) == [signal(1)]
    reopened = JsonStateStore(tmp_path, writer=True)
    assert reopened.recovery_notes == ("signals.jsonl: dropped a torn last line of 20 bytes",)
    assert _contents(tmp_path) == whole
    assert JsonStateStore(tmp_path, writer=True).recovery_notes == ()


@pytest.mark.parametrize("cycle", [None, b"garbage"])
def test_of_a_state_that_its_equity_contradicts_nothing_is_mended_before_it_is_rebuilt(
    tmp_path, cycle
):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(1))  # state and equity differ
    (tmp_path / "cycle.json").unlink()
    if cycle is not None:
        (tmp_path / "cycle.json").write_bytes(cycle)
    (tmp_path / ".state.json.17-17.tmp").write_text("{")
    with (tmp_path / "trades.jsonl").open("ab") as file:
        file.write(b'{"symbol": ')
    before = _contents(tmp_path)
    store = JsonStateStore(tmp_path, writer=True)
    assert (store.recovery_notes, _contents(tmp_path)) == ((), before)
    fault = "is missing" if cycle is None else "is broken"
    assert f"is not what the last line of equity.jsonl says and cycle.json {fault}" in store.lost
    store.restore(bot_state(1))
    assert "rebuilt from the histories" in store.recovery_notes[0]
    assert store.recovery_notes[-1] == "trades.jsonl: dropped a torn last line of 11 bytes"


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100, b'{"symbol": ', b"{}", b"[1]", None])
def test_a_damaged_state_is_restored_from_the_last_cycle_and_told(tmp_path, damage):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(5))
    whole = _contents(tmp_path)
    if damage is None:
        (tmp_path / "state.json").unlink()
    else:
        (tmp_path / "state.json").write_bytes(damage)
    assert JsonStateStore(tmp_path).load_state() == bot_state(5)
    (note,) = JsonStateStore(tmp_path, writer=True).recovery_notes
    assert "restored from cycle.json" in note
    assert _contents(tmp_path) == whole


def test_when_both_copies_are_garbage_they_are_kept_aside_and_told(tmp_path):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(5))
    (tmp_path / "state.json").write_bytes(b"garbage")
    (tmp_path / "cycle.json").write_bytes(b"more garbage")
    with pytest.raises(StateError, match=r"state\.json is broken .* and cycle\.json is broken"):
        JsonStateStore(tmp_path).load_state()
    store = _open_at_noon(tmp_path)
    assert store.recovery_notes == ()
    assert (tmp_path / "state.json").read_bytes() == b"garbage"
    store.restore(bot_state(5))
    rebuilt, *moved = store.recovery_notes
    assert (
        "rebuilt from the histories beside them, balance 10005 at 2024-01-01T05:00:00Z" in rebuilt
    )
    assert "LONG from 105 held" in rebuilt
    assert [note.split()[0] for note in moved] == ["state.json", "cycle.json"]
    aside = tmp_path / "state.json.broken-20240501T120000.000000Z"
    assert aside.read_bytes() == b"garbage"
    assert aside.name in moved[0]
    assert store.load_state() == JsonStateStore(tmp_path).load_state() == bot_state(5)
    assert store.lost is None
    assert store.signals(10) == [signal(5)]


def test_a_reader_that_meets_the_first_commit_half_way_calls_nothing_lost(tmp_path, monkeypatch):
    """It finds no state and no write-ahead, and all of the commit is there when it looks on."""
    writer, reader = JsonStateStore(tmp_path, writer=True), JsonStateStore(tmp_path)
    waiting = [cycle_record(1)]

    def read_before_the_commit(path):
        content = read_file(path)
        if path.name == "cycle.json" and waiting:
            writer.commit(waiting.pop())
        return content

    monkeypatch.setattr("bot.state.cycles.recovery.read_file", read_before_the_commit)
    assert reader.lost is None
    assert not waiting


@pytest.mark.parametrize("state", [None, b"", b"{}"])
@pytest.mark.parametrize("cycle", [None, b" ", b"[]"])
def test_a_state_that_is_gone_beside_a_history_is_lost_and_no_empty_account(tmp_path, state, cycle):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(5))
    for name, content in (("state.json", state), ("cycle.json", cycle)):
        (tmp_path / name).unlink()
        if content is not None:
            (tmp_path / name).write_bytes(content)
    before = _contents(tmp_path)
    for store in (JsonStateStore(tmp_path, writer=True), JsonStateStore(tmp_path)):
        assert store.lost is not None
        assert "state.json" in store.lost
        assert "cycle.json" in store.lost
        with pytest.raises(StateError, match="restarting the bot"):
            store.load_state()
    assert _contents(tmp_path) == before


def test_a_damaged_state_is_lost_also_where_no_history_has_a_line(tmp_path):
    (tmp_path / "state.json").touch()
    assert JsonStateStore(tmp_path, writer=True).lost == (
        "state.json is empty and cycle.json is missing"
    )
    (tmp_path / "state.json").unlink()
    (tmp_path / "trades.jsonl").touch()
    assert JsonStateStore(tmp_path, writer=True).lost is None


def test_what_a_killed_write_left_behind_is_swept_and_told(tmp_path):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(5))
    (tmp_path / ".state.json.17-17.tmp").write_text("{")
    (note,) = JsonStateStore(tmp_path, writer=True).recovery_notes
    assert note == "unfinished writes of a killed bot were swept away: 1"
    assert JsonStateStore(tmp_path, writer=True).recovery_notes == ()


def test_a_history_cut_or_extended_from_outside_keeps_its_whole_lines(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    for cycle in range(1, 4):
        store.commit(cycle_record(cycle))
    signals = tmp_path / "signals.jsonl"
    rotated = b"".join(signals.read_bytes().splitlines(keepends=True)[1:])
    signals.write_bytes(rotated)
    (note,) = JsonStateStore(tmp_path, writer=True).recovery_notes
    assert "changed from outside" in note
    assert signals.read_bytes() == rotated


def _store_with_four_cycles(folder):
    """The last of them closes no trade; the state counts three."""
    store = JsonStateStore(folder, writer=True)
    for cycle in range(1, 4):
        store.commit(cycle_record(cycle))
    store.commit(replace(cycle_record(4), state=replace(bot_state(4), trades=3), trades=()))
    return store


def test_a_history_that_is_gone_is_told_as_lost_with_how_much_it_held(tmp_path):
    store = _store_with_four_cycles(tmp_path)
    lost = [name for name in NAMES if name.endswith(".jsonl")]
    sizes = {name: (tmp_path / name).stat().st_size for name in lost}
    last = (tmp_path / "equity.jsonl").read_bytes().splitlines(keepends=True)[-1]
    for name in lost:
        (tmp_path / name).unlink()
    notes = {
        note.split(":")[0]: note for note in JsonStateStore(tmp_path, writer=True).recovery_notes
    }
    assert set(notes) == set(lost)
    held = sizes["equity.jsonl"] - len(last)
    assert notes["equity.jsonl"] == (
        f"equity.jsonl: was lost: it held {held} bytes before the last cycle; the account "
        "goes on from its state, this file begins again with the last cycle"
    )
    assert notes["trades.jsonl"] == (
        f"trades.jsonl: was lost: it held {sizes['trades.jsonl']} bytes before the last cycle, the "
        "state counts 3 trades; the account goes on from its state, this file begins again with "
        "the next trade"
    )
    assert (tmp_path / "equity.jsonl").read_bytes() == last
    assert not (tmp_path / "trades.jsonl").exists()
    again = JsonStateStore(tmp_path, writer=True)
    assert set(again.recovery_notes) == set(notes.values())
    again.commit(cycle_record(5))
    assert JsonStateStore(tmp_path, writer=True).recovery_notes == ()
    assert store.load_state() == bot_state(5)


@pytest.mark.parametrize("garbage", [b"garbage", b"garbage\n"])
def test_trades_that_were_overwritten_are_told_also_where_the_last_cycle_closed_none(
    tmp_path, garbage
):
    _store_with_four_cycles(tmp_path)
    held = (tmp_path / "trades.jsonl").stat().st_size
    (tmp_path / "trades.jsonl").write_bytes(garbage)
    (note,) = JsonStateStore(tmp_path, writer=True).recovery_notes
    assert f"it held {held} bytes before the last cycle, the state counts 3 trades" in note
    assert f"and {len(garbage)} bytes were left" in note


@pytest.mark.parametrize(
    ("cycle", "words"),
    [
        ("[]", "need a JSON object for the last cycle, was []"),
        ("{}", "need the lines that its cycle added to the histories, were missing"),
        ('{"appended":[]}', "need a JSON object for its state, was null"),
        ('{"state":{},"appended":[1]}', "need a JSON object for the lines of a history, was 1"),
        ('{"state":{},"appended":[{}]}', "need the name, the size and the new lines"),
        ('{"state":{},"appended":[{"file":["x"]}]}', "need the name, the size and the new lines"),
        ('{"state":{},"appended":[]}', "need timestamp, was missing"),
    ],
)
def test_what_is_wrong_with_a_last_cycle_is_said_in_words(tmp_path, cycle, words):
    JsonStateStore(tmp_path, writer=True).commit(CycleRecord(state=bot_state(1)))
    (tmp_path / "cycle.json").write_text(cycle)
    (note,) = _open_at_noon(tmp_path).recovery_notes
    assert f"cycle.json is broken ({words}" in note
    assert "Error(" not in note


def test_a_broken_line_inside_the_history_is_named(tmp_path):
    JsonStateStore(tmp_path, writer=True).commit(cycle_record(1))
    with (tmp_path / "equity.jsonl").open("ab") as file:
        file.write(b'{"equity": "much"}\n')
    with pytest.raises(StateError, match=r"equity\.jsonl has a broken line: need timestamp"):
        JsonStateStore(tmp_path).equity(1)


@pytest.fixture
def file_size_limit():
    """Sets a real limit on file sizes (EFBIG); lifts it afterwards."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(size: int | None) -> None:
        soft = before[0] if size is None else size
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, before[1]))

    yield limit
    limit(None)


def _try_commit(store, cycle):
    """None once committed, else the sentence of the error."""
    try:
        store.commit(cycle_record(cycle))
    except StateError as error:
        return str(error)
    return None


def test_a_write_error_in_any_file_takes_the_whole_cycle_back_and_the_store_goes_on(
    tmp_path, file_size_limit
):
    store = JsonStateStore(tmp_path, writer=True)
    for cycle in range(1, 40):
        store.commit(cycle_record(cycle))
    before = _contents(tmp_path)
    errors = []
    for limit in range(100, 100_000, 97):
        file_size_limit(limit)
        error = _try_commit(store, 40)
        file_size_limit(None)
        if error is None:
            break
        errors.append(error)
        assert _contents(tmp_path) == before
        assert JsonStateStore(tmp_path, writer=True).recovery_notes == ()
    assert all("File too large" in error for error in errors)
    assert sum("append" in error for error in errors) > 10
    store.commit(cycle_record(41))
    assert [event.cycle for event in JsonStateStore(tmp_path).signals(3)] == [41, 40, 39]


def test_a_folder_that_cannot_be_made_is_a_state_error_with_the_reason(tmp_path):
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(StateError, match="Not a directory"):
        JsonStateStore(tmp_path / "data" / "BTC_USDT", writer=True)


def test_undefined_numbers_are_null_in_the_file(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    event = replace(signal(1), indicators={"rsi": math.nan}, price=math.nan)
    store.commit(CycleRecord(state=replace(bot_state(1), rsi=math.nan), signals=(event,)))
    line = json.loads((tmp_path / "signals.jsonl").read_text())
    assert (line["indicators"], line["price"]) == ({"rsi": None}, None)
    assert math.isnan(store.signals(1)[0].price)
    state = store.load_state()
    assert state is not None
    assert state.rsi is None


def test_pages_go_back_to_the_beginning_while_the_history_grows(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    for cycle in range(1, 6):
        store.commit(cycle_record(cycle))
    first = store.page(SignalEvent, 2)
    store.commit(cycle_record(6))
    second = store.page(SignalEvent, 2, first.older)
    third = store.page(SignalEvent, 2, second.older)
    cycles = [[item.cycle for item in page.items] for page in (first, second, third)]
    assert cycles == [[5, 4], [3, 2], [1]]
    assert third.older is None


def test_a_stream_gives_every_record_oldest_first_and_can_pass_lines_over(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    for cycle in range(1, 6):
        told = {"ema_fast": cycle} if cycle in (1, 4) else None
        event = replace(signal(cycle), config=told)
        store.commit(CycleRecord(state=bot_state(cycle), signals=(event,)))
    assert [event.cycle for event in store.stream(SignalEvent)] == [1, 2, 3, 4, 5]
    telling = list(store.signals_that_tell_config())
    assert [(event.cycle, event.config) for event in telling] == [
        (1, {"ema_fast": 1}),
        (4, {"ema_fast": 4}),
    ]


def test_a_line_of_an_older_version_has_no_config_and_no_candle_fingerprint(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    store.commit(CycleRecord(state=bot_state(1), signals=(signal(1),)))
    path = tmp_path / "signals.jsonl"
    line = json.loads(path.read_text())
    for name in ("candle_fingerprint", "config", "policy"):
        del line[name]
    path.write_text(json.dumps(line) + "\n")
    assert store.signals(1) == [signal(1)]
