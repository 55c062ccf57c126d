"""Questions with defaults, asked on a terminal and answered through a pipe alike."""

import io
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TextIO, TypeVar

from bot.command_line.ink import Ink
from bot.domain.errors import ConfigError

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """What is asked, and the flag that removes it.

    `default` is an answer as one would type it; `read` makes the value of an answer and raises
    ConfigError for an invalid one. `flags` spells an answer as arguments, default `--flag answer`.
    """

    flag: str
    text: str
    default: str
    examples: str
    read: Callable[[str], T]
    flags: Callable[[str], Sequence[str]] | None = None

    def value(self, answer: str) -> T:
        """The value of an answer; ConfigError with the flag's name for an invalid one."""
        try:
            return self.read(answer)
        except ConfigError as error:
            raise ConfigError(f"{self.flag}: {error}") from error

    def as_arguments(self, answer: str) -> list[str]:
        """The arguments that say the same as the answer."""
        if self.flags is not None:
            return list(self.flags(answer))
        return [f"{self.flag}={answer}"] if answer.startswith("-") else [self.flag, answer]


class Dialogue:
    """Asks what no flag has answered; prompts go to stderr, answers come line by line.

    With `accept_defaults` nothing is asked. On a terminal an invalid answer is asked again; off a
    terminal it raises ConfigError that names the flag, and so does the end of the input anywhere.
    """

    def __init__(
        self,
        *,
        accept_defaults: bool,
        answers: TextIO | None = None,
        prompts: TextIO | None = None,
    ) -> None:
        self._accept_defaults = accept_defaults
        self._answers = answers or sys.stdin or io.StringIO()
        self._prompts = prompts or sys.stderr
        self._ink = Ink(self._prompts)
        self._asked: list[str] = []

    @property
    def has_asked(self) -> bool:
        """Was there any question that no flag had answered?"""
        return bool(self._asked)

    def ask(self, question: Question[T], given: str | None = None) -> T:
        """The value of `given` (the flag's argument), else of the default or of what is typed."""
        if given is not None:
            return question.value(given)
        if self._accept_defaults:
            return question.value(question.default)
        while True:
            answer = self._typed(question) or question.default
            try:
                value = question.value(answer)
            except ConfigError as error:
                if not self._answers.isatty():
                    raise
                self._say(self._ink.alarming(str(error)) + "\n")
                continue
            self._asked += question.as_arguments(answer)
            return value

    def equivalent_command(self, program: str, arguments: Sequence[str]) -> str:
        """The command that does the same and asks nothing; `arguments` are those given."""
        return f"{program} {shlex.join([*arguments, *self._asked])}"

    def _typed(self, question: Question[T]) -> str:
        self._say(
            f"{question.text} {self._ink.faint(f'({question.examples})')}"
            f" [{self._ink.strong(question.default)}]: "
        )
        line = self._answers.readline()
        if not self._answers.isatty() or not line:
            self._say("\n")
        if not line:
            raise ConfigError(
                f"need an answer to {question.text!r}, but the input ended: give"
                f" {question.flag}, or --yes to accept every default"
            )
        return line.strip()

    def _say(self, text: str) -> None:
        self._prompts.write(text)
        self._prompts.flush()
