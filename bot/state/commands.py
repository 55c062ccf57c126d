"""commands/: what waits for the bot, and what it answered."""

import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.domain import Command, CommandAnswer, CommandKind, is_command_id
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError, StateError
from bot.state.files import (
    Now,
    decode,
    file_size,
    make_private_folder,
    read_file,
    remove_file,
    remove_leftovers,
    replace_file,
)

COMMANDS_FOLDER = "commands"
MOST_WAITING = 100
MOST_ANSWERS = 100
_MOST_BYTES = 16_384
_END = ".json"


class JsonCommandStore:
    """A CommandStore in files: commands/ID.json waits, commands/answers/ID.json answers it."""

    def __init__(self, data_dir: Path, now: Now) -> None:
        self._waiting = data_dir / COMMANDS_FOLDER
        self._answers = self._waiting / "answers"
        self._now = now

    def give(
        self,
        kind: CommandKind,
        *,
        by: str,
        at: datetime,
        symbol: str | None = None,
        reason: str | None = None,
    ) -> Command:
        """Write the command's file, under an id that sorts by time."""
        command = Command(
            id=f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}",
            kind=kind,
            by=by,
            at=at,
            symbol=symbol,
            reason=reason,
        )
        if len(self._ids(self._waiting)) >= MOST_WAITING:
            raise StateError(
                f"need at most {MOST_WAITING} commands that wait, were as many: does the bot run?"
            )
        make_private_folder(self._waiting)
        replace_file(self._waiting / f"{command.id}{_END}", encode(command) + b"\n")
        return command

    def waiting(self) -> Sequence[Command]:
        """The commands in the folder, by id."""
        commands = []
        for command_id in self._ids(self._waiting):
            if self.answer_to(command_id) is not None:  # killed between answer and removal
                remove_file(self._path(command_id))
                continue
            try:
                commands.append(self._command(command_id))
            except (StateError, ConfigError) as error:
                said = (f"the command cannot be read: {error}",)
                self.answer(CommandAnswer(id=command_id, at=self._now(), is_done=False, said=said))
        return tuple(commands)

    def answer(self, answer: CommandAnswer) -> None:
        """Write the answer, then remove the command."""
        make_private_folder(self._answers)
        remove_leftovers(self._answers, "*")
        replace_file(self._answers / f"{answer.id}{_END}", encode(answer) + b"\n")
        remove_file(self._path(answer.id))
        for old in self._ids(self._answers)[:-MOST_ANSWERS]:
            remove_file(self._answers / f"{old}{_END}")

    def answered(self, limit: int) -> Sequence[CommandAnswer]:
        """The answers in their folder, by when they were given."""
        answers = []
        for command_id in self._ids(self._answers)[-MOST_ANSWERS:]:
            try:
                answer = self.answer_to(command_id)
            except StateError:
                continue
            if answer is not None:
                answers.append(answer)
        return sorted(answers, key=lambda answer: answer.at, reverse=True)[: max(limit, 0)]

    def answer_to(self, command_id: str) -> CommandAnswer | None:
        """The answer in its file."""
        if not is_command_id(command_id):
            return None
        data = read_file(self._answers / f"{command_id}{_END}")
        return None if data is None else decode(CommandAnswer, data)

    def _path(self, command_id: str) -> Path:
        return self._waiting / f"{command_id}{_END}"

    def _command(self, command_id: str) -> Command:
        path = self._path(command_id)
        size = file_size(path)
        if size > _MOST_BYTES:
            raise StateError(f"need at most {_MOST_BYTES} bytes, was {size}")
        command = decode(Command, read_file(path) or b"")
        if command.id != command_id:
            raise StateError(f"need the id of its file, {command_id}, was {command.id}")
        return command

    def _ids(self, folder: Path) -> list[str]:
        """The ids that files of the folder are named by, sorted."""
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StateError(f"cannot read {folder}: {error.strerror}") from error
        ids = (name.removesuffix(_END) for name in names if name.endswith(_END))
        return sorted(name for name in ids if is_command_id(name))
