"""Commands and answers, in memory."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain import Command, CommandAnswer, CommandKind


class MemoryCommands:
    """A CommandStore."""

    def __init__(self) -> None:
        self._waiting: dict[str, Command] = {}
        self._answers: dict[str, CommandAnswer] = {}

    def give(
        self,
        kind: CommandKind,
        *,
        by: str,
        at: datetime,
        symbol: str | None = None,
        reason: str | None = None,
    ) -> Command:
        """Let it wait."""
        number = len(self._waiting) + len(self._answers)
        command = Command(id=f"{number:04}", kind=kind, by=by, at=at, symbol=symbol, reason=reason)
        self._waiting[command.id] = command
        return command

    def waiting(self) -> Sequence[Command]:
        """By id."""
        return tuple(self._waiting[name] for name in sorted(self._waiting))

    def answer(self, answer: CommandAnswer) -> None:
        """Keep the answer, forget the command."""
        self._answers[answer.id] = answer
        self._waiting.pop(answer.id, None)

    def answered(self, limit: int) -> Sequence[CommandAnswer]:
        """By when they were given."""
        newest_first = sorted(self._answers.values(), key=lambda answer: answer.at, reverse=True)
        return newest_first[: max(limit, 0)]

    def answer_to(self, command_id: str) -> CommandAnswer | None:
        """The answer."""
        return self._answers.get(command_id)
