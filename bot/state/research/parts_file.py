"""The finished parts of a long computation, kept for a process that goes on with it."""

import fcntl
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import numpy as np

from bot.arrays import FloatArray
from bot.domain.errors import ConfigError, StateError, VolumeInUse
from bot.state.files import make_private_folder, remove_file

_MARK = "algo-trading-lab parts 1"
_LONGEST_HEAD = 100_000


class PartsFile:
    """Parts of numbers in one file, of which a kill or a power cut costs no more than the last.

    Its first line is a mark and what the parts were computed from (`inputs`: name and fingerprint);
    a part is its length, its checksum and its bytes. Raises ConfigError for a file of other inputs,
    naming those that differ, or one that is no such file; VolumeInUse while another process has it;
    StateError where the disk refuses. A context manager.
    """

    def __init__(self, path: Path, inputs: Mapping[str, str]) -> None:
        self._path = path
        self._inputs = dict(inputs)
        make_private_folder(path.parent)
        try:
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise StateError(f"cannot open {path}: {error.strerror}") from error
        try:
            self._hold()
            self._begin()
        except BaseException:
            self._file.close()
            raise

    def read(self) -> Iterator[FloatArray]:
        """Every whole part in order; what a kill has torn is cut off behind the last of them."""
        while True:
            at = self._file.tell()
            head = self._file.read(8)
            size, checksum = np.frombuffer(head, "<u4").tolist() if len(head) == 8 else (0, 0)
            data = self._file.read(size)
            if not data or len(data) < size or zlib.crc32(data) != checksum:
                break
            yield np.frombuffer(data, "<f8")
        self._file.seek(at)
        self._file.truncate()

    def keep(self, part: FloatArray) -> None:
        """Append a part, behind all those that were read."""
        data = part.astype("<f8").tobytes()
        head = np.array([len(data), zlib.crc32(data)], "<u4").tobytes()
        self._write(head + data)

    def remove(self) -> None:
        """Remove the file: the computation is complete."""
        remove_file(self._path)

    def close(self) -> None:
        """Let another process have the file."""
        self._file.close()

    def __enter__(self) -> "PartsFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _hold(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise VolumeInUse(
                f"another process is at work on {self._path}: wait for it, or name another file"
            ) from error
        except OSError as error:
            raise StateError(f"cannot lock {self._path}: {error.strerror}") from error

    def _begin(self) -> None:
        """Read the first line, or write it where a new or torn file has none."""
        first = self._file.readline(_LONGEST_HEAD)
        if first.endswith(b"\n"):
            self._compare(first)
            return
        if first and not _head({}).startswith(first[: len(_MARK)]):
            raise self._foreign()
        self._file.seek(0)
        self._file.truncate()
        self._write(_head(self._inputs))

    def _compare(self, first: bytes) -> None:
        mark, _, rest = first.decode("utf-8", "replace").partition("\t")
        try:
            inputs = json.loads(rest) if mark == _MARK else None
        except ValueError:
            inputs = None
        if not isinstance(inputs, dict):
            raise self._foreign()
        names = [name for name in self._inputs if inputs.get(name) != self._inputs[name]]
        if names:
            raise ConfigError(
                f"need the inputs that {self._path} was begun with, but other than then"
                f" {'is' if len(names) == 1 else 'are'} {', '.join(names)}: remove the file, or"
                " name another one, to begin anew"
            )

    def _foreign(self) -> ConfigError:
        return ConfigError(
            f"need a file of kept parts, or a new one, {self._path} is something else"
        )

    def _write(self, data: bytes) -> None:
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise StateError(f"cannot write {self._path}: {error.strerror}") from error


def _head(inputs: Mapping[str, str]) -> bytes:
    return f"{_MARK}\t{json.dumps(inputs, sort_keys=True)}\n".encode()
