"""api_token: what a command over HTTP must carry."""

import os
import secrets
from pathlib import Path

from bot.domain import Secret
from bot.domain.errors import StateError
from bot.state.files import make_private_folder, read_file, sync_folder

TOKEN_FILE = "api_token"
_LEAST_LENGTH = 16


def kept_token(data_dir: Path) -> Secret:
    """The token in the file, which is made where there is none, readable by its owner alone.

    StateError where it cannot be read or written, or is too short to be one.
    """
    path = data_dir / TOKEN_FILE
    if read_file(path) is None:
        make_private_folder(data_dir)
        _make(path)
    token = (read_file(path) or b"").decode("ascii", "replace").strip()
    if len(token) < _LEAST_LENGTH:
        raise StateError(
            f"need a token of {_LEAST_LENGTH} characters and more in {path}, were {len(token)}: "
            "remove it, and a new one is made"
        )
    return Secret(token)


def _make(path: Path) -> None:
    """Write a new token; another process that did so first is left its own."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_urlsafe(32).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise StateError(f"cannot write {path}: {error.strerror}") from error
