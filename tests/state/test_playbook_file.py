"""The playbook on the volume."""

import pytest

from bot.state import earlier_playbook, write_playbook


def test_a_playbook_is_read_as_it_was_written(tmp_path):
    assert earlier_playbook(tmp_path) is None
    path = write_playbook(tmp_path / "data", {"assets": [], "score": float("nan")})
    assert earlier_playbook(tmp_path / "data") == {"assets": [], "score": None}
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"{half", b"[]", b"\xff", b"[" * 100_000])
def test_one_that_cannot_be_read_is_none_to_use_again(tmp_path, content):
    (tmp_path / "playbook.json").write_bytes(content)
    assert earlier_playbook(tmp_path) is None
