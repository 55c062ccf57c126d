"""The bot as a process that is killed and started again."""

import contextlib
import os
import signal
from pathlib import Path

from tests.support.processes.forked_programs import ForkedPrograms

PROGRAM = "python -m bot.bot"
ONCE_ON_PAPER = (PROGRAM, ("--once",))


class KilledBot:
    """One bot at a time on one data folder; what each start says is in a log of its own."""

    def __init__(self, forks: ForkedPrograms, folder: Path, environment: dict[str, str]) -> None:
        self._forks = forks
        self._folder = folder
        self._environment = environment
        self._process: int | None = None
        self.starts = 0

    def start(self, **environment: str) -> None:
        """Begin a process, with more in its environment."""
        self.starts += 1
        log = self._folder / f"bot-{self.starts}.log"
        self._process = self._forks.start(PROGRAM, (), log, {**self._environment, **environment})

    def kill(self) -> bool:
        """kill -9; whether it met a living process."""
        return self._end(signal.SIGKILL) == -signal.SIGKILL

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        return self._end(signal.SIGTERM)

    def wait(self) -> int:
        """Until it has ended by itself; its exit code, that of a kill -9 too."""
        self._process = None
        return self._forks.wait()

    @property
    def logs(self) -> str:
        """What all starts said."""
        return "".join(path.read_text() for path in sorted(self._folder.glob("bot-*.log")))

    def _end(self, number: signal.Signals) -> int:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):  # it ended by itself: its exit code tells
            os.kill(self._process, number)
        return self.wait()
