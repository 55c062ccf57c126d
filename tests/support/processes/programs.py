"""Starting whole programs, and seeing what they leave behind."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

MARK = "ALGO_LAB_TEST_MARK"
"""An environment variable that every process inherits: how a test finds what it has started."""


def free_port() -> int:
    """A port of this machine that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """What a user may have set for a bot of their own is not for the programs of a test."""
    from bot.settings.names import (
        SETTING_NAMES,  # who makes a bot's time loads nothing of it before
    )

    return {name: value for name, value in environment.items() if name not in SETTING_NAMES}


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> None:
    """Return once `holds()`; AssertionError naming `what` when it does not within the time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def marked(mark: str) -> list[int]:
    """The running processes that carry the mark in their environment, zombies left out."""
    wanted = f"{MARK}={mark}".encode()
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _has(folder, wanted)]


def end_marked(mark: str) -> None:
    """Kill what a failed test may have left."""
    for process in marked(mark):
        os.kill(process, signal.SIGKILL)


def press_ctrl_c(program: "subprocess.Popen[str]") -> None:
    """What a terminal does: SIGINT to the whole foreground group (start it in its own session)."""
    os.killpg(program.pid, signal.SIGINT)


def _has(folder: Path, wanted: bytes) -> bool:
    try:
        return wanted in (folder / "environ").read_bytes().split(b"\0")
    except OSError:  # ended meanwhile, or another user's
        return False
