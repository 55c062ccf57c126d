"""A disk that is full from a chosen write on, played inside the test's own process."""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

import pytest


class Writes:
    """How many writes there were, and whether one of them was refused."""

    def __init__(self) -> None:
        self.taken = 0
        self.refused = False


@contextlib.contextmanager
def disk_full_at(step: int) -> Iterator[Writes]:
    """Let the `step`-th write (0 = the first) and every later one fail with ENOSPC.

    The first refused write puts the first half of its bytes on the disk, as a real one can.
    """
    writes, real = Writes(), os.write

    def write(descriptor: int, data: Any) -> int:
        if writes.taken < step:
            writes.taken += 1
            return real(descriptor, data)
        half = bytes(data)[: len(data) // 2]
        if not writes.refused and half:
            writes.refused = True
            return real(descriptor, half)
        writes.refused = True
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        yield writes
