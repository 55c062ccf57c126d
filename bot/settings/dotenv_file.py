"""The file .env, and the environment over it."""

from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import ConfigError
from bot.settings.names import EXCHANGE_KEYS


def read_dotenv(path: Path) -> dict[str, str]:
    """The names and texts of a .env file, without interpolation; {} where there is none.

    ConfigError names a line that is not NAME=value.
    """
    if not path.exists():
        return {}
    from dotenv.parser import parse_stream  # only where there is a file

    texts = {}
    try:
        with path.open(encoding="utf-8-sig") as file:
            for binding in parse_stream(file):
                if binding.error or (binding.key is not None and binding.value is None):
                    raise ConfigError(f"need NAME=value in {path} line {binding.original.line}")
                if binding.key is not None:
                    texts[binding.key] = binding.value or ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    return texts


def without_exchange_keys(
    environ: Mapping[str, str], dotenv: Path = Path(".env")
) -> dict[str, str]:
    """The environment over the file `dotenv`, less every exchange key.

    For Settings.load with no file, in a process that must not trade. Raises ConfigError for a file
    that cannot be read or has a line that is not NAME=value.
    """
    given = {**read_dotenv(dotenv), **{name: text for name, text in environ.items() if text}}
    return {name: text for name, text in given.items() if name not in EXCHANGE_KEYS}
