"""Which routes need the token, and how it is given."""

from typing import Any

from api.token_guard import COMMAND_PATHS, OPEN_PATH

SECURITY_SCHEMES: dict[str, Any] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "API_TOKEN, or what is in api_token of the data folder. What is said to the "
        "bot needs it always, the rest where API_TOKEN is set.",
    },
    "password": {
        "type": "http",
        "scheme": "basic",
        "description": "API_TOKEN as the password, with any name; not for what is said to the bot.",
    },
}


def is_open(path: str) -> bool:
    """Whether a route is answered to everyone, whatever the settings."""
    return path == OPEN_PATH


def is_command(method: str, path: str) -> bool:
    """Whether a route says something to the bot; `method` in any case."""
    return method.upper() == "POST" and path.startswith(COMMAND_PATHS)


def security_of(method: str, path: str) -> list[dict[str, list[str]]]:
    """The ways to be let in, one of which is enough; {}: without API_TOKEN nothing is needed."""
    if is_open(path):
        return []
    return [{"token": []}] if is_command(method, path) else [{}, {"token": []}, {"password": []}]
