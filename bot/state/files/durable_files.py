"""Files that survive a kill at any instruction: whole replacement, appending, truncation.

Every function raises StateError with the path and the system's reason. New files are mode 0600,
new folders 0700.
"""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from bot.domain.errors import StateError

FileStamp = tuple[int, int, int] | None


@contextlib.contextmanager
def _told_as_state_error(action: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StateError(f"cannot {action} {path}: {error.strerror or error}") from error


def make_private_folder(folder: Path) -> None:
    """Make the folder and its missing parents, mode 0700; an existing folder keeps its mode."""
    with _told_as_state_error("make the folder", folder):
        missing = [path for path in (folder, *folder.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(mode=0o700, exist_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Replace the whole file: once this returns the new content survives a kill and a power cut.

    Before that, and for every reader at any time, the file is either the old one or the new one.
    On an error the old file is still in place, unless the very last step (making the rename
    durable) is what failed.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_native_id()}.tmp")
    with _told_as_state_error("write", path):
        try:
            _write(temporary, os.O_TRUNC, data)
            temporary.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def append_to_file(path: Path, data: bytes) -> None:
    """Append and flush to the disk; the cost does not depend on the size of the file."""
    with _told_as_state_error("append to", path):
        _write(path, os.O_APPEND, data)


def truncate_file(path: Path, size: int) -> None:
    """Cut the file to its first `size` bytes; a file that is not longer is left alone."""
    if file_size(path) <= size:
        return
    with _told_as_state_error("truncate", path):
        descriptor = os.open(path, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_file(path: Path) -> None:
    """Remove the file, durably; a missing one is fine."""
    with _told_as_state_error("remove", path):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        sync_folder(path.parent)


def move_file(path: Path, target: Path) -> None:
    """Give the file another name on the same volume, durably; an existing target is replaced."""
    with _told_as_state_error("move", path):
        path.replace(target)
        for folder in {target.parent, path.parent}:
            sync_folder(folder)


def remove_leftovers(folder: Path, *names: str) -> int:
    """Remove what killed writers of the named files left behind; only for their single writer.

    Answers how many files that were.
    """
    leftovers = [path for name in names for path in folder.glob(f".{name}.*.tmp")]
    for leftover in leftovers:
        remove_file(leftover)
    return len(leftovers)


def file_size(path: Path) -> int:
    """The file's size in bytes; 0 where there is none."""
    with _told_as_state_error("read", path):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0


def file_stamp(path: Path) -> FileStamp:
    """What differs whenever a file was replaced or written; None for one that cannot be found."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def read_file(path: Path) -> bytes | None:
    """The whole file; None where there is none."""
    with _told_as_state_error("read", path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def sync_folder(folder: Path) -> None:
    """Make the folder's names durable. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, flag: int, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
