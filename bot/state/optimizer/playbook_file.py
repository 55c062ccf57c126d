"""The multi-market playbook that was computed last."""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import StateError
from bot.state.files.durable_files import (
    make_private_folder,
    read_file,
    remove_leftovers,
    replace_file,
)
from bot.state.files.record_json import encode, parse_json

PLAYBOOK_FILE = "playbook.json"


def write_playbook(data_dir: Path, document: Mapping[str, Any]) -> Path:
    """Replace the playbook, whole at any instant. The caller is the only writer."""
    path = data_dir / PLAYBOOK_FILE
    make_private_folder(data_dir)
    remove_leftovers(data_dir, PLAYBOOK_FILE)
    replace_file(path, encode(document, readable=True) + b"\n")
    return path


def earlier_playbook(data_dir: Path) -> dict[str, Any] | None:
    """The one before, for what can be used again; None where there is none that can be read."""
    with contextlib.suppress(StateError):
        data = read_file(data_dir / PLAYBOOK_FILE)
        found = None if data is None else parse_json(data)
        return found if isinstance(found, dict) else None
    return None
