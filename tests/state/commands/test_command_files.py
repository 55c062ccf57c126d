"""commands/ as a kill, a person or a stranger may leave it."""

import stat
from datetime import UTC, datetime

import pytest

from bot.domain import CommandAnswer, CommandKind
from bot.domain.errors import StateError
from bot.state import FileVolume

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return FileVolume(tmp_path).commands


def test_a_bot_killed_between_answer_and_removal_does_not_do_it_again(tmp_path, store):
    given = store.give(CommandKind.CLOSE_ALL, by="ann", at=AT)
    kept = (tmp_path / "commands" / f"{given.id}.json").read_bytes()
    store.answer(CommandAnswer(id=given.id, at=AT, is_done=True, said=("closed",)))
    (tmp_path / "commands" / f"{given.id}.json").write_bytes(kept)  # the removal was not done
    assert store.waiting() == ()
    assert not (tmp_path / "commands" / f"{given.id}.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id":"other"}', "x" * 20_000])
def test_a_command_that_cannot_be_read_is_answered_so_and_waits_no_more(tmp_path, store, text):
    store.give(CommandKind.PAUSE, by="ann", at=AT)
    (tmp_path / "commands" / "strange.json").write_text(text)
    assert [command.kind for command in store.waiting()] == [CommandKind.PAUSE]
    answer = store.answer_to("strange")
    assert not answer.is_done
    assert answer.said[0].startswith("the command cannot be read: ")


def test_other_files_in_the_folder_are_left_alone(tmp_path, store):
    store.give(CommandKind.PAUSE, by="ann", at=AT)
    for name in (".hidden.json", "a b.json", "note.txt", ".x.json.1-1.tmp"):
        (tmp_path / "commands" / name).write_text("{")
    assert len(store.waiting()) == 1
    assert (tmp_path / "commands" / "note.txt").exists()


def test_commands_that_nobody_takes_do_not_fill_the_disk(store):
    for number in range(100):
        store.give(CommandKind.PAUSE, by="ann", at=AT.replace(microsecond=number))
    with pytest.raises(StateError, match="at most 100 commands that wait"):
        store.give(CommandKind.PAUSE, by="ann", at=AT)


def test_the_last_answers_are_kept_and_older_ones_forgotten(tmp_path, store):
    for number in range(105):
        given = store.give(CommandKind.PAUSE, by="ann", at=AT.replace(microsecond=number))
        store.answer(CommandAnswer(id=given.id, at=AT, is_done=True, said=()))
    assert len(list((tmp_path / "commands" / "answers").glob("*.json"))) == 100
    assert store.answer_to(given.id) is not None


def test_the_token_is_made_once_and_for_its_owner_alone(tmp_path):
    token = FileVolume(tmp_path).api_token()
    assert FileVolume(tmp_path).api_token() == token
    assert len(token.reveal()) >= 32
    assert stat.S_IMODE((tmp_path / "api_token").stat().st_mode) == 0o600
    (tmp_path / "api_token").write_text("short\n")
    with pytest.raises(StateError, match="need a token of 16 characters") as refused:
        FileVolume(tmp_path).api_token()
    assert "short" not in str(refused.value)
