"""A target of the Makefile as a process, until Ctrl-C ends it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.support.processes.programs import MARK, press_ctrl_c

_KEPT = ("PATH", "HOME", "LANG")


@contextmanager
def made(target: str, folder: Path, *, port: int, mark: str) -> Iterator[list[str]]:
    """`make TARGET` with this environment's packages and nothing else of its settings.

    Gives the lines that it prints, which grow; Ctrl-C is pressed where the block ends. `mark` is
    that of its processes, `port` where its API answers.
    """
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with subprocess.Popen(
        ["make", target, f"VENV={sys.prefix}"],
        cwd=folder,
        env=environment | {MARK: mark, "API_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as program:
        printed: list[str] = []
        reader = Thread(target=printed.extend, args=(program.stdout,), daemon=True)
        reader.start()
        yield printed
        press_ctrl_c(program)
        program.wait(timeout=45)
        reader.join(timeout=10)
