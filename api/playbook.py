"""The playbook file, as the optimizer last left it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.errors import StateError
from bot.state.record_json import parse_json

PLAYBOOK_FILE = "playbook.json"
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Playbook:
    """What the file says, and when it was written."""

    content: dict[str, Any]
    computed_at: datetime


def load_playbook(data_dir: Path) -> Playbook | None:
    """The playbook; None where there is none, StateError where it is no JSON object."""
    path = data_dir / PLAYBOOK_FILE
    try:
        found = path.stat()
        if found.st_size > MOST_BYTES:
            raise StateError(
                f"need a {PLAYBOOK_FILE} of at most {MOST_BYTES} bytes, was {found.st_size}"
            )
        content = parse_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, StateError) as exc:
        raise StateError(
            f"{PLAYBOOK_FILE} cannot be read ({exc}): remove it or compute it anew"
        ) from exc
    if not isinstance(content, dict):
        raise StateError(f"need a JSON object in {PLAYBOOK_FILE}, was {type(content).__name__}")
    return Playbook(content, datetime.fromtimestamp(found.st_mtime, UTC))
