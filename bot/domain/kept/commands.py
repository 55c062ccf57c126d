"""What a person asks a running bot to do, and what it answers."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.checks import one_line, require

MOST_WORDS = 500
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


class CommandKind(StrEnum):
    """PAUSE: no entries. RESUME: entries again. HALT: no orders but the protection.

    CLOSE and CLOSE_ALL: what is held is sold at once. RELOAD: the configs are read now.
    """

    PAUSE = "pause"
    RESUME = "resume"
    HALT = "halt"
    CLOSE = "close"
    CLOSE_ALL = "close_all"
    RELOAD = "reload"


def is_command_id(text: str) -> bool:
    """Whether a text can name a command: letters, digits and hyphens."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing asked for: by whom, when and why; only CLOSE names a symbol.

    Ids sort by the time at which commands were given. Raises ConfigError for what none can be.
    """

    id: str
    kind: CommandKind
    by: str
    at: datetime
    symbol: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        require(is_command_id(self.id), "a command id of letters, digits and -", repr(self.id))
        require(self.at.tzinfo is not None, "a time with a zone", self.at)
        for name in ("by", "symbol", "reason"):
            value = getattr(self, name)
            if value is not None:
                require(len(one_line(name, value)) <= MOST_WORDS, f"a short {name}", len(value))
        needs_symbol = self.kind is CommandKind.CLOSE
        words = "a symbol to close" if needs_symbol else f"no symbol with {self.kind}"
        require(needs_symbol is (self.symbol is not None), words, self.symbol)

    @property
    def why(self) -> str:
        """The reason in words, also where none was given."""
        return self.reason or f"{self.by} said so"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """What the bot did of a command, in sentences; `is_done` False: it could not be done.

    `kind` and `symbol` are the command's, None where it could not be read (and in older answers).
    """

    id: str
    at: datetime
    is_done: bool
    said: tuple[str, ...]
    kind: CommandKind | None = None
    symbol: str | None = None
