"""Backtests as processes: those that a service runs, and one of the command line."""

import os
import subprocess
import sys
from pathlib import Path

from bot.settings import child_environment

ROOT = Path(__file__).resolve().parents[3]


def backtest_processes(service: int) -> list[int]:
    """The processes of run_backtest.py that a process has started, zombies left out."""
    folders = Path("/proc").glob("[0-9]*")
    return [int(folder.name) for folder in folders if _is_of(folder, service)]


def command_line(folder: Path, *flags: str) -> bytes:
    """The JSON document of run_backtest.py in a folder, with what a service lets it see."""
    return subprocess.run(
        [sys.executable, str(ROOT / "run_backtest.py"), "--yes", "--json", *flags],
        cwd=folder,
        env=child_environment(os.environ, folder.absolute()),
        capture_output=True,
        check=True,
    ).stdout


def _is_of(folder: Path, service: int) -> bool:
    try:
        command = (folder / "cmdline").read_bytes()
        parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:  # ended meanwhile
        return False
    return b"run_backtest.py" in command and int(parent) == service
