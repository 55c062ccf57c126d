import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ConfigError, StateError
from bot.state.files import last_lines
from bot.state.files.last_lines import (
    BLOCK_BYTES,
    read_last_lines,
    read_lines_before,
    stream_lines,
    torn_bytes,
)


@given(
    lines=st.lists(st.binary(max_size=9).map(lambda b: b.replace(b"\n", b"x")), max_size=20),
    torn=st.binary(max_size=9).map(lambda b: b.replace(b"\n", b"x")),
    count=st.integers(0, 25),
    block=st.integers(1, 40),
)
def test_the_end_read_in_blocks_is_the_end_of_the_whole_file(
    tmp_path_factory, lines, torn, count, block
):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + torn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(last_lines, "BLOCK_BYTES", block)
        assert read_last_lines(path, count) == (lines[-count:] if count else [])
        assert torn_bytes(path) == len(torn)


def test_a_missing_file_has_no_lines(tmp_path):
    assert read_last_lines(tmp_path / "none.jsonl", 5) == []
    assert torn_bytes(tmp_path / "none.jsonl") == 0


def test_the_end_of_a_huge_file_is_read_without_reading_the_file(tmp_path, monkeypatch):
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)  # sparse: nothing could read it whole
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + b"".join(b"%d\n" % number for number in range(100_000)))
    read = []
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, size, at: read.append(size) or real(fd, size, at))
    assert read_last_lines(path, 3) == [b"99997", b"99998", b"99999"]
    assert sum(read) == last_lines.BLOCK_BYTES


@given(
    lines=st.lists(st.binary(max_size=9).map(lambda b: b.replace(b"\n", b"x")), max_size=20),
    torn=st.binary(max_size=9).map(lambda b: b.replace(b"\n", b"x")),
    count=st.integers(1, 7),
    block=st.integers(1, 40),
)
def test_pages_read_backwards_are_the_file_with_nothing_twice_and_nothing_lost(
    tmp_path_factory, lines, torn, count, block
):
    path = tmp_path_factory.mktemp("pages") / "a.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines) + torn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(last_lines, "BLOCK_BYTES", block)
        read, position = read_lines_before(path, None, count)
        while position > 0:
            older, position = read_lines_before(path, position, count)
            read = older + read
    assert read == lines


@pytest.mark.parametrize("position", [-1, 1, 11, 12, 10**17])
def test_a_position_inside_a_line_or_past_the_end_is_refused(tmp_path, position):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"one\ntwo\nthr")
    assert read_lines_before(path, 4, 5) == ([b"one"], 0)
    with pytest.raises(ConfigError, match=f"was {position}"):
        read_lines_before(path, position, 5)
    with pytest.raises(ConfigError, match=f"was {position}"):
        read_lines_before(tmp_path / "none.jsonl", position, 5)


def test_streaming_gives_every_whole_line_and_leaves_a_torn_one_out(tmp_path):
    path = tmp_path / "lines.jsonl"
    lines = [b"x" * size for size in (0, 1, BLOCK_BYTES, 3, 2 * BLOCK_BYTES + 1)]
    path.write_bytes(b"\n".join(lines) + b"\ntorn")
    assert list(stream_lines(path)) == lines


def test_streaming_a_missing_file_gives_nothing_and_a_folder_is_refused(tmp_path):
    assert list(stream_lines(tmp_path / "missing.jsonl")) == []
    with pytest.raises(StateError, match="cannot read"):
        list(stream_lines(tmp_path))
