"""How processes are reached and what they log."""

from dataclasses import dataclass

from bot.domain import Secret, require
from bot.settings.rules import check_fields, choice

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOG_FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSettings:
    """Where the API listens and for whom; `allowed_hosts` is a list with commas."""

    api_host: str = "127.0.0.1"
    api_port: int = 8000
    allowed_hosts: str | None = None
    api_token: Secret | None = None

    def __post_init__(self) -> None:
        require(1 <= self.api_port <= 65_535, "1 <= API_PORT <= 65535", self.api_port)

    @property
    def further_hosts(self) -> tuple[str, ...]:
        """The host names of ALLOWED_HOSTS, beside this machine's own."""
        names = (self.allowed_hosts or "").split(",")
        return tuple(name.strip() for name in names if name.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """From which level on, and in which form."""

    log_level: str = choice("INFO", LOG_LEVELS)
    log_format: str = choice("text", LOG_FORMATS)

    def __post_init__(self) -> None:
        check_fields(self)
