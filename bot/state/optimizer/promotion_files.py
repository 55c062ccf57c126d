"""What the gate must not forget: the looks that were spent and what is being watched."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain import sanitize_symbol_for_fs
from bot.domain.errors import StateError
from bot.state.files.durable_files import (
    make_private_folder,
    read_file,
    remove_leftovers,
    replace_file,
)
from bot.state.files.record_json import encode, parse_json

PROMOTION_FILE = "promotion.json"
_MEND = "mend it, or remove it to begin a new year of looks"


def read_promotion(data_dir: Path, symbol: str) -> dict[str, Any] | None:
    """What was written for a symbol; None before the first time.

    StateError for a file that is no JSON object: forgotten looks would be spent twice.
    """
    path = _path(data_dir, symbol)
    data = read_file(path)
    if data is None:
        return None
    try:
        found = parse_json(data)
    except StateError as error:
        raise StateError(f"{error} (in {path}): {_MEND}") from error
    if not isinstance(found, dict):
        raise StateError(f"need a JSON object in {path}, was {type(found).__name__}: {_MEND}")
    return found


def write_promotion(data_dir: Path, symbol: str, value: Mapping[str, Any]) -> Path:
    """Replace the file whole; once this returns it survives a kill and a power cut."""
    path = _path(data_dir, symbol)
    make_private_folder(path.parent)
    remove_leftovers(path.parent, path.name)
    replace_file(path, encode(value, readable=True) + b"\n")
    return path


def _path(data_dir: Path, symbol: str) -> Path:
    return data_dir / "portfolio" / sanitize_symbol_for_fs(symbol) / PROMOTION_FILE
