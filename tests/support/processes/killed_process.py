"""A process that dies at a chosen system call, played inside the test's own process."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import pytest

# every call by which bot/state changes a file or a folder
CHANGING_CALLS = ("open", "write", "fsync", "ftruncate", "replace", "unlink", "mkdir", "symlink")


class Killed(BaseException):
    """The process is dead: no `except Exception` and no clean-up brings it back."""


class Steps:
    """How many changing calls were made, and whether the process died at one of them."""

    def __init__(self) -> None:
        self.taken = 0
        self.dead = False


@contextlib.contextmanager
def killed_at(step: int, *, torn_write: bool = False) -> Iterator[Steps]:
    """Let the process die instead of its `step`-th changing call (0 = the first).

    With `torn_write`, a dying write still puts the first half of its bytes on the disk. Once dead,
    every further changing call (of a `finally`, say) has no effect either, and what was opened for
    changing is closed, so that its locks are free.
    """
    steps = Steps()
    opened: set[int] = set()

    def dying(name: str) -> Any:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not _changes(args):
                return real(*args, **kwargs)
            if steps.dead or steps.taken == step:
                if torn_write and name == "write" and not steps.dead:
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                steps.dead = True
                raise Killed
            steps.taken += 1
            result = real(*args, **kwargs)
            if name == "open":
                opened.add(result)
            return result

        return call

    close = os.close

    def closing(descriptor: int) -> None:
        opened.discard(descriptor)
        close(descriptor)

    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGING_CALLS:
            patch.setattr(os, name, dying(name))
        patch.setattr(os, "close", closing)
        with contextlib.suppress(Killed):
            yield steps
    for descriptor in opened if steps.dead else ():
        close(descriptor)


def _changes(args: tuple[Any, ...]) -> bool:
    return bool(args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
