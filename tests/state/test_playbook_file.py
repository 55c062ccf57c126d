"""The playbook on the volume."""

import pytest

from bot.domain.errors import StateError
from bot.portfolio.playbook import reusable_playbook
from bot.state import FileVolume


def test_a_playbook_is_read_as_it_was_written(tmp_path):
    playbook = FileVolume(tmp_path / "data").playbook
    assert reusable_playbook(playbook) is None
    playbook.write({"assets": [], "score": float("nan")})
    assert reusable_playbook(playbook) == {"assets": [], "score": None}
    assert (tmp_path / "data" / "playbook.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"{half", b"[]", b"\xff", b"[" * 100_000])
def test_one_that_cannot_be_read_is_told_and_is_none_to_use_again(tmp_path, content):
    (tmp_path / "playbook.json").write_bytes(content)
    playbook = FileVolume(tmp_path).playbook
    assert reusable_playbook(playbook) is None
    with pytest.raises(StateError, match=r"playbook\.json"):
        playbook.read()
