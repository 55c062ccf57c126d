"""How processes are reached and what they log."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from bot.domain import Secret, require
from bot.settings.rules import check_fields, choice, number

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
class AssistantSettings:
    """The language model that may word the assistant's answers; without a URL there is none."""

    assistant_url: str | None = None
    assistant_model: str | None = None
    assistant_api_key: Secret | None = None
    assistant_timeout_seconds: float = number(10.0, least=0.1, most=60)

    def __post_init__(self) -> None:
        check_fields(self)
        if self.assistant_url is None:
            return
        require(
            _leads_to_a_host(self.assistant_url),
            "ASSISTANT_URL as http:// or https:// and a host, without a user, spaces or a ?",
            "another one",
        )
        require(self.assistant_model is not None, "ASSISTANT_MODEL with ASSISTANT_URL", "not set")


def _leads_to_a_host(url: str) -> bool:
    """Whether a request can be sent there; what has a user or a query may be a key."""
    try:
        address: SplitResult = urlsplit(url)
        port = address.port
    except ValueError:
        return False
    is_plain = url.isascii() and url.isprintable() and not set(url) & set(" @?#\\")
    return address.scheme in ("http", "https") and bool(address.hostname) and is_plain and port != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """From which level on, and in which form."""

    log_level: str = choice("INFO", LOG_LEVELS)
    log_format: str = choice("text", LOG_FORMATS)

    def __post_init__(self) -> None:
        check_fields(self)
