"""The journal of orders as a file: killed, full, and tampered with."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import StateError
from bot.state import FileVolume
from bot.state.journal import order_journal
from tests.state.journal.test_every_journal import line
from tests.support.processes.full_disk import disk_full_at


def written(folder, count: int):
    journal = FileVolume(folder).order_journal(writer=True)
    for number in range(count):
        journal.append(line(number))
    return folder / "journal.jsonl"


def test_each_line_names_the_hash_of_the_one_before_it(tmp_path):
    rows = [json.loads(row) for row in written(tmp_path, 3).read_text().splitlines()]
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [row["previous"] for row in rows] == ["", rows[0]["hash"], rows[1]["hash"]]


def test_the_file_is_for_its_owner_only(tmp_path):
    assert written(tmp_path / "data", 1).stat().st_mode & 0o777 == 0o600


@settings(deadline=None, max_examples=60)
@given(cut=st.integers(min_value=1, max_value=10_000))
def test_a_kill_inside_an_append_loses_that_line_only_and_is_told(tmp_path_factory, cut):
    folder = tmp_path_factory.mktemp("killed")
    file = written(folder, 3)
    whole = file.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    torn = 1 + cut % (last - 1)
    file.write_bytes(whole[:-torn])
    journal = FileVolume(folder).order_journal(writer=True)
    assert journal.recovery_notes == (
        f"journal.jsonl: dropped a torn last line of {last - torn} bytes",
    )
    journal.append(line(9))
    assert list(journal.lines()) == [line(0), line(1), line(9)]


@settings(deadline=None, max_examples=60)
@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_byte_that_was_changed_is_never_believed(tmp_path_factory, place, bit):
    folder = tmp_path_factory.mktemp("changed")
    file = written(folder, 3)
    data = bytearray(file.read_bytes())
    place %= len(data) - 1  # the last newline: without it the line is a torn one
    data[place] ^= 1 << bit
    file.write_bytes(bytes(data))
    with pytest.raises(StateError, match=r"journal\.jsonl"):
        list(FileVolume(folder).order_journal().lines())
    with pytest.raises(StateError, match=r"journal\.jsonl"):
        FileVolume(folder).order_journal(writer=True)


@pytest.mark.parametrize("taken", [0, 1])
def test_a_line_taken_out_shows(tmp_path, taken):
    file = written(tmp_path, 3)
    rows = file.read_bytes().splitlines(keepends=True)
    del rows[taken]
    file.write_bytes(b"".join(rows))
    with pytest.raises(StateError, match="does not follow"):
        list(FileVolume(tmp_path).order_journal().lines())


def test_a_full_disk_refuses_the_line_and_the_next_one_follows_the_last_whole_one(tmp_path):
    written(tmp_path, 1)
    journal = FileVolume(tmp_path).order_journal(writer=True)
    with disk_full_at(0), pytest.raises(StateError, match="No space left"):
        journal.append(line(1))
    journal.append(line(2))
    assert list(FileVolume(tmp_path).order_journal(writer=True).lines()) == [line(0), line(2)]


@pytest.mark.parametrize("kept", [0, 1])
def test_a_journal_that_lost_lines_while_it_was_open_takes_no_more(tmp_path, kept):
    journal = FileVolume(tmp_path).order_journal(writer=True)
    journal.append(line(0))
    journal.append(line(1))
    file = tmp_path / "journal.jsonl"
    whole = file.read_bytes()
    if kept:
        file.write_bytes(whole.splitlines(keepends=True)[0])
    else:
        file.unlink()
    with pytest.raises(StateError, match="has lost lines"):
        journal.append(line(2))
    file.write_bytes(whole)
    journal.append(line(2))
    assert len(list(FileVolume(tmp_path).order_journal(writer=True).lines())) == 3


def test_what_opening_has_read_is_read_from_the_disk_once(tmp_path, monkeypatch):
    written(tmp_path, 3)
    opened = []
    stream = order_journal.stream_lines
    monkeypatch.setattr(
        order_journal, "stream_lines", lambda path: opened.append(path) or stream(path)
    )
    journal = FileVolume(tmp_path).order_journal(writer=True)
    assert list(journal.lines()) == [line(0), line(1), line(2)]
    assert len(opened) == 1
    journal.append(line(3))
    assert list(journal.lines())[-1] == line(3)
