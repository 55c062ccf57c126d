"""The multi-market playbook that was computed last."""

from datetime import UTC, datetime
from pathlib import Path

from bot.domain import Document, KeptPlaybook
from bot.domain.encoding import encode
from bot.domain.errors import StateError
from bot.state.files import make_private_folder, parse_json, remove_leftovers, replace_file

PLAYBOOK_FILE = "playbook.json"
MOST_BYTES = 5_000_000


class JsonPlaybookStore:
    """A PlaybookStore in playbook.json. The caller that writes is the only one."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / PLAYBOOK_FILE

    def write(self, document: Document) -> None:
        """Replace the playbook, whole at any instant."""
        make_private_folder(self._path.parent)
        remove_leftovers(self._path.parent, PLAYBOOK_FILE)
        replace_file(self._path, encode(document, readable=True) + b"\n")

    def read(self) -> KeptPlaybook | None:
        """The playbook; None where there is none, StateError where it is no JSON object."""
        try:
            status = self._path.stat()
            if status.st_size > MOST_BYTES:
                raise StateError(
                    f"need a {PLAYBOOK_FILE} of at most {MOST_BYTES} bytes, was {status.st_size}"
                )
            document = parse_json(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, StateError) as exc:
            raise StateError(
                f"{PLAYBOOK_FILE} cannot be read ({exc}): remove it or compute it anew"
            ) from exc
        if not isinstance(document, dict):
            raise StateError(
                f"need a JSON object in {PLAYBOOK_FILE}, was {type(document).__name__}"
            )
        written_at = datetime.fromtimestamp(status.st_mtime, UTC)
        return KeptPlaybook(document=document, written_at=written_at)
