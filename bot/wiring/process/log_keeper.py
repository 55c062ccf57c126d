"""What a process says, kept in the volume as well, without its secrets."""

import logging
import re
from collections.abc import Iterable, MutableMapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import structlog

from bot.domain import LogLevel, LogLine, LogProcess, LogStore, Secret
from bot.domain.errors import StateError

_NOT_OF_THE_MESSAGE = frozenset({"event", "level", "timestamp"})
_LOOKS_SECRET = re.compile(
    r"(?i)\b(bearer|authorization:\s*basic)\s+[\w.~+/=-]{4,}"
    r"|\b([\w-]*(?:api[_-]?key|secret|signature|token|password|passphrase))=(?!None\b)[^\s&,;]+"
)
_REST = structlog.processors.LogfmtRenderer()


class LogKeeper(logging.Handler):
    """Keeps lines in the volume's log of a process: a processor of structlog and a log handler.

    A line that cannot be kept stops nothing: it stands on stderr.
    """

    def __init__(self, logs: LogStore, process: LogProcess, secrets: Iterable[Secret]) -> None:
        super().__init__(logging.INFO)
        self._logs = logs
        self._process = process
        texts = {secret.reveal() for secret in secrets} - {""}
        spelled = texts | {quote(text, safe="") for text in texts}
        self._hidden = tuple(sorted(spelled, key=len, reverse=True))

    def __call__(
        self, logger: Any, method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        """Keep a structlog event, and pass it on as it is."""
        rest = {name: value for name, value in event.items() if name not in _NOT_OF_THE_MESSAGE}
        said = str(event.get("event", ""))
        details = _REST(logger, method, rest)
        self.keep(str(event.get("level", method)), f"{said} {details}".rstrip())
        return event

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record of the standard library's logging."""
        self.keep(record.levelname, self.format(record))

    def keep(self, level: str, message: str) -> None:
        """Keep a line, said now."""
        name = level.lower()
        known = LogLevel(name) if name in tuple(LogLevel) else LogLevel.INFO
        line = LogLine(
            at=datetime.now(UTC),
            process=self._process,
            level=known,
            message=self._without_secrets(message),
        )
        try:
            self._logs.append(line)
        except StateError:
            return

    def _without_secrets(self, message: str) -> str:
        for text in self._hidden:
            message = message.replace(text, "***")
        return _LOOKS_SECRET.sub(_hide, message)


def secrets_in(settings: object) -> tuple[Secret, ...]:
    """Every secret in a value of dataclasses, however deep."""
    if isinstance(settings, Secret):
        return (settings,)
    if not is_dataclass(settings) or isinstance(settings, type):
        return ()
    parts = (getattr(settings, field.name) for field in fields(settings))
    return tuple(secret for part in parts for secret in secrets_in(part))


def _hide(match: re.Match[str]) -> str:
    return f"{match[1]} ***" if match[1] else f"{match[2]}=***"
