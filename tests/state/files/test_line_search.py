import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import StateError
from bot.state.files import line_search
from bot.state.files.line_search import lines_end_where


@given(
    numbers=st.lists(st.integers(0, 99_999), max_size=30),
    bound=st.integers(0, 99_999),
    torn=st.sampled_from([b"", b"12", b"{half"]),
    block=st.integers(1, 12),
)
def test_halving_the_file_finds_what_reading_it_finds(
    tmp_path_factory, numbers, bound, torn, block
):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    lines = [b"%d\n" % number for number in sorted(numbers)]
    path.write_bytes(b"".join(lines) + torn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_search, "_BLOCK_BYTES", block)
        end = lines_end_where(path, lambda line: int(line) < bound)
    assert end == sum(len(line) for line in lines if int(line) < bound)


def test_few_lines_are_read_of_many(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b"%09d\n" % number for number in range(100_000)))
    read = []
    assert lines_end_where(path, lambda line: read.append(line) or int(line) < 7_000) == 70_000
    assert len(read) < 20


def test_a_missing_file_has_no_lines_and_one_that_cannot_be_read_is_told(tmp_path):
    assert lines_end_where(tmp_path / "none.jsonl", bool) == 0
    with pytest.raises(StateError, match="Is a directory"):
        lines_end_where(tmp_path, bool)
