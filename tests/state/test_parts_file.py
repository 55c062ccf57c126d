"""Finished parts outlive the process that finished them, and never mix with others."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.domain.errors import ConfigError, StateError, VolumeInUse
from bot.state.research.parts_file import PartsFile

INPUTS = {"candles": "aa", "grid": "bb"}
PARTS = [np.arange(3.0), np.array([np.nan, -0.0, 1e300]), np.arange(2.0)]


def written(path: Path) -> bytes:
    with PartsFile(path, INPUTS) as file:
        assert list(file.read()) == []
        for part in PARTS:
            file.keep(part)
    return path.read_bytes()


def read(path: Path) -> list[bytes]:
    with PartsFile(path, INPUTS) as file:
        return [part.tobytes() for part in file.read()]


def test_parts_come_back_bit_by_bit_and_more_can_follow(tmp_path):
    path = tmp_path / "research" / "run.parts"
    written(path)
    with PartsFile(path, INPUTS) as file:
        assert [part.tobytes() for part in file.read()] == [part.tobytes() for part in PARTS]
        file.keep(np.array([7.0]))
    assert read(path)[3:] == [np.array([7.0]).tobytes()]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_wherever_a_kill_tears_the_file_whole_parts_stay_and_the_rest_is_written_anew(tmp_path):
    path = tmp_path / "run.parts"
    whole = written(path)
    ends = [len(whole) - sum(8 + 8 * len(p) for p in PARTS[k:]) for k in range(len(PARTS) + 1)]
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        expected = sum(end <= length for end in ends[1:])
        with PartsFile(path, INPUTS) as file:
            found = list(file.read())
            assert len(found) == expected, length
            for part in PARTS[expected:]:
                file.keep(part)
        assert path.read_bytes() == whole, length


def test_a_part_whose_bytes_were_damaged_counts_as_torn(tmp_path):
    path = tmp_path / "run.parts"
    whole = bytearray(written(path))
    whole[-1] ^= 1
    path.write_bytes(whole)
    assert len(read(path)) == 2


def test_parts_of_other_inputs_are_refused_with_what_differs_and_left_as_they_are(tmp_path):
    path = tmp_path / "run.parts"
    before = written(path)
    with pytest.raises(ConfigError, match="other than then is grid: remove the file"):
        PartsFile(path, INPUTS | {"grid": "cc"})
    with pytest.raises(ConfigError, match="are candles, grid, policy"):
        PartsFile(path, {"candles": "x", "grid": "cc", "policy": "y"})
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello\n", b"{}", b"a,b\n1,2\n", b"\xff\xfe\x00 no end"])
def test_a_file_that_is_something_else_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="something else"):
        PartsFile(path, INPUTS)
    assert path.read_bytes() == content


def test_two_processes_do_not_work_on_one_file(tmp_path):
    path = tmp_path / "run.parts"
    code = (
        "import sys; from pathlib import Path; from bot.state.research.parts_file import PartsFile;"
        f"PartsFile(Path(sys.argv[1]), {INPUTS!r})"
    )
    with PartsFile(path, INPUTS):
        with pytest.raises(VolumeInUse, match="another process"):
            PartsFile(path, INPUTS)
        other = subprocess.run(
            [sys.executable, "-c", code, path], capture_output=True, text=True, check=False
        )
    assert "VolumeInUse" in other.stderr
    assert read(path) == []


def test_a_folder_in_the_files_place_is_a_state_error(tmp_path):
    with pytest.raises(StateError, match="cannot open"):
        PartsFile(tmp_path, INPUTS)


def test_a_complete_computation_leaves_no_file(tmp_path):
    path = tmp_path / "run.parts"
    with PartsFile(path, INPUTS) as file:
        file.remove()
    assert not path.exists()
