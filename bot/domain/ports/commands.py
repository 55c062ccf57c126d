"""How a person's word reaches a bot that runs in another process."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.kept import Command, CommandAnswer, CommandKind


class CommandStore(Protocol):
    """Commands that wait for the bot, and its answers.

    Anybody may give one, the bot alone answers. A command waits until it is answered, also over a
    kill of the bot: so it may be carried out twice, and must come to the same then. The answers
    given last are kept, older ones are forgotten. StateError where nothing can be read or written.
    """

    def give(
        self,
        kind: CommandKind,
        *,
        by: str,
        at: datetime,
        symbol: str | None = None,
        reason: str | None = None,
    ) -> Command:
        """Let a command wait, and answer with its id: once this returns it survives a kill.

        ConfigError for what none can be, StateError where too many wait.
        """
        ...

    def waiting(self) -> Sequence[Command]:
        """What waits, oldest first; cheap enough to be asked many times a second.

        One that cannot be read is answered with what is wrong with it, and waits no more.
        """
        ...

    def answer(self, answer: CommandAnswer) -> None:
        """Say what was done of a command, which then waits no more."""
        ...

    def answered(self, limit: int) -> Sequence[CommandAnswer]:
        """The answers given last, newest first; one that cannot be read is passed over."""
        ...

    def answer_to(self, command_id: str) -> CommandAnswer | None:
        """What was done; None where the command still waits, or is known no more."""
        ...
