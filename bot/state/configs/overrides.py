"""A config file of a person or of the optimizer, which may be partial."""

from pathlib import Path
from typing import Any

from bot.domain.errors import ConfigError, StateError
from bot.state.files import file_size, parse_json, read_file

MOST_BYTES = 1_000_000


def load_overrides(path: Path) -> dict[str, Any]:
    """The values a config file states, which may be partial; {} where there is no file.

    Raises ConfigError with the path and the reason where it cannot be read or is no JSON object.
    """
    try:
        if file_size(path) > MOST_BYTES:
            raise StateError(f"need at most {MOST_BYTES} bytes")
        data = read_file(path)
        if data is None:
            return {}
        values = parse_json(data.removeprefix(b"\xef\xbb\xbf"))
    except StateError as error:
        raise ConfigError(f"{path} cannot be used: {error}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"need a JSON object in {path}, was {type(values).__name__}")
    return values
