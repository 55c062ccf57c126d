"""One line of a process's log."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.checks import require

MOST_CHARACTERS = 4_000


class LogLevel(StrEnum):
    """How much a line matters; members are in rising order."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"

    @property
    def and_worse(self) -> "tuple[LogLevel, ...]":
        """This level and those that matter more."""
        levels = tuple(LogLevel)
        return levels[levels.index(self) :]


class LogProcess(StrEnum):
    """Who keeps a log."""

    BOT = "bot"
    OPTIMIZER = "optimizer"
    NEWS = "news"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """What a process said, and when; longer messages than MOST_CHARACTERS are cut."""

    at: datetime
    process: LogProcess
    level: LogLevel
    message: str

    def __post_init__(self) -> None:
        require(self.at.tzinfo is not None, "a time with a zone", self.at)
        if len(self.message) > MOST_CHARACTERS:
            object.__setattr__(self, "message", f"{self.message[: MOST_CHARACTERS - 1]}…")
