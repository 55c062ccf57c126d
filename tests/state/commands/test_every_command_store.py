"""What every store of commands keeps to."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import CommandAnswer, CommandKind
from bot.domain.errors import ConfigError

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def answered(command, *said, is_done=True):
    return CommandAnswer(id=command.id, at=AT + SECOND, is_done=is_done, said=said)


def test_a_command_waits_until_it_is_answered_also_over_a_restart(open_volume):
    given = open_volume().commands.give(CommandKind.PAUSE, by="ann", at=AT, reason="a storm")
    assert given.why == "a storm"
    for _ in range(2):
        assert open_volume().commands.waiting() == (given,)
        assert open_volume().commands.answer_to(given.id) is None
    answer = answered(given, "paused")
    open_volume().commands.answer(answer)
    assert open_volume().commands.waiting() == ()
    assert open_volume().commands.answer_to(given.id) == answer


def test_commands_wait_in_the_order_in_which_they_were_given(volume):
    kinds = [CommandKind.PAUSE, CommandKind.CLOSE_ALL, CommandKind.RESUME]
    given = [
        volume.commands.give(kind, by="ann", at=AT + number * SECOND)
        for number, kind in enumerate(kinds)
    ]
    assert [command.kind for command in volume.commands.waiting()] == kinds
    volume.commands.answer(answered(given[1], is_done=False))
    assert [command.id for command in volume.commands.waiting()] == [given[0].id, given[2].id]


def test_close_names_a_symbol_and_nothing_else_does(volume):
    assert volume.commands.give(CommandKind.CLOSE, by="a", at=AT, symbol="BTC/USDT").symbol
    for kind, symbol in ((CommandKind.CLOSE, None), (CommandKind.PAUSE, "BTC/USDT")):
        with pytest.raises(ConfigError):
            volume.commands.give(kind, by="a", at=AT, symbol=symbol)
    for words in ("", "two\nlines", "\x1b[31m", "x" * 501):
        with pytest.raises(ConfigError):
            volume.commands.give(CommandKind.PAUSE, by=words, at=AT)
    assert len(volume.commands.waiting()) == 1


def test_the_answers_are_listed_newest_first_with_what_was_asked_for(volume, open_volume):
    assert list(volume.commands.answered(5)) == []
    answers = []
    for number, kind in enumerate((CommandKind.PAUSE, CommandKind.CLOSE, CommandKind.RESUME)):
        symbol = "BTC/USDT" if kind is CommandKind.CLOSE else None
        given = volume.commands.give(kind, by="ann", at=AT + number * SECOND, symbol=symbol)
        at = AT + (10 - number) * SECOND  # answered in another order than given
        answers.append(
            CommandAnswer(
                id=given.id, at=at, is_done=True, said=("done",), kind=kind, symbol=symbol
            )
        )
        volume.commands.answer(answers[-1])
    assert list(open_volume().commands.answered(5)) == answers
    assert list(open_volume().commands.answered(2)) == answers[:2]


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a/b", "ä", "x" * 65, "unknown"])
def test_what_is_no_id_has_no_answer(volume, name):
    assert volume.commands.answer_to(name) is None
