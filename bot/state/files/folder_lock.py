"""One holder of a role on a volume, among all processes of the machine."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from bot.domain.errors import StateError, VolumeInUse
from bot.state.files.durable_files import make_private_folder


class FolderLock:
    """Holds `role` on the folder until released, or until the process ends however it ends.

    Raises VolumeInUse with the holder's process id where another one holds it, in this process
    too; StateError where the lock file cannot be made. A context manager.
    """

    def __init__(self, folder: Path, role: str) -> None:
        make_private_folder(folder)
        path = folder / f"{role}.lock"
        try:
            self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StateError(f"cannot lock {path}: {error.strerror}") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)
        except BlockingIOError as error:
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip()
            self.release()
            raise VolumeInUse(
                f"the {role} of process {holder or 'unknown'} already runs on {folder.resolve()}: "
                "wait until it ends, stop it, or give this one its own DATA_DIR"
            ) from error
        except OSError as error:
            self.release()
            raise StateError(f"cannot lock {path}: {error.strerror}") from error

    def release(self) -> None:
        """Let the next holder in; releasing again does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "FolderLock":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
