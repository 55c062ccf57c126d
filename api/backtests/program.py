"""run_backtest.py as a process of its own, which can be ended at any instant."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.backtests.arguments import CONFIG_FILE, REPORT_FILE, RESULT_FILE, arguments_of
from api.backtests.told import Step, Told
from bot.domain import BacktestRequest
from bot.domain.encoding import encode
from bot.domain.errors import DataError

RUN_BACKTEST = Path(__file__).resolve().parents[2] / "run_backtest.py"
MOST_SECONDS = 1800.0
MOST_BYTES = 32 * 1024 * 1024
"""Of a result, and of a report: what is larger is not kept."""
_SECONDS_BETWEEN_LOOKS = 0.1
POLITENESS = 10
"""How far the bot goes before it where both want the same core (nice)."""


@dataclass(frozen=True, slots=True)
class Output:
    """What the program wrote: the JSON document and the HTML page."""

    result: bytes
    report: bytes


@dataclass(frozen=True, slots=True)
class BacktestProgram:
    """Runs the program with this `environment` and nothing of the process's own."""

    environment: Mapping[str, str]
    most_seconds: float = MOST_SECONDS

    def run(
        self,
        request: BacktestRequest,
        file: Path | None,
        on_step: Callable[[Step], None],
        goes_on: Callable[[], bool],
    ) -> Output | None:
        """What came out; None where it was ended because `goes_on()` was no longer so.

        `file` are the candles of the source csv. The folder that the program works in is gone
        afterwards. DataError with the program's own sentence where it failed.
        """
        with tempfile.TemporaryDirectory(prefix="backtest-") as name:
            folder = Path(name)
            if request.config:
                (folder / CONFIG_FILE).write_bytes(encode(request.config))
            if file is not None and request.csv is not None:
                (folder / request.csv).symlink_to(file.absolute())
            told = Told()
            code = self._watched(request, folder, told, on_step, goes_on)
            if code is None:
                return None
            if code != 0:
                raise DataError(told.last_sentence or f"the program ended with exit code {code}")
            return Output(_read(folder / RESULT_FILE), _read(folder / REPORT_FILE))

    def _watched(
        self,
        request: BacktestRequest,
        folder: Path,
        told: Told,
        on_step: Callable[[Step], None],
        goes_on: Callable[[], bool],
    ) -> int | None:
        """The exit code; None where the program was ended."""
        until = time.monotonic() + self.most_seconds
        seen: Step | None = None
        process = self._started(request, folder)
        listening = threading.Thread(target=told.listen, args=(process.stderr,), daemon=True)
        listening.start()
        try:
            while process.poll() is None:
                if told.step is not None and told.step != seen:
                    seen = told.step
                    on_step(seen)
                if not goes_on():
                    return None
                if time.monotonic() > until:
                    minutes = self.most_seconds / 60
                    raise DataError(f"need a backtest of at most {minutes:g} minutes, ran longer")
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_SECONDS_BETWEEN_LOOKS)
            return process.returncode
        finally:
            _end(process)
            listening.join()
            if process.stderr is not None:
                process.stderr.close()

    def _started(self, request: BacktestRequest, folder: Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(RUN_BACKTEST), *arguments_of(request)],
            cwd=folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,  # what it may start ends with it, and Ctrl-C is not for it
        )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, POLITENESS)
        return process


def _end(process: "subprocess.Popen[str]") -> None:
    """Kill the process with all that it has started: what it writes is whole or not there."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"the program ended without a {path.name}") from error
    if len(data) > MOST_BYTES:
        raise DataError(
            f"need a {path.name} of at most {MOST_BYTES // 1024**2} MiB, were"
            f" {len(data) // 1024**2}: ask for fewer candles"
        )
    return data
