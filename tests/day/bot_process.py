"""The bot as a process on a simulated exchange, and what it holds of its machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from benchmarks.cycles.many_symbols import write_portfolio

ROOT = Path(__file__).resolve().parents[2]
CONFIG = {
    "STOP_LOSS_PCT": "0.003",
    "TAKE_PROFIT_PCT": "0.004",
    "SLIPPAGE_PCT": "0",
    "RISK_LIMITS": "off",
}
"""Near enough for many trades a day, which limits would stop; the simulated exchange fills at the
price that it shows.
"""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What a process holds: memory in MB, open files, threads."""

    megabytes: float
    files: int
    threads: int


class BotProcess:
    """A bot of many symbols, its state in a folder; a context manager that ends it."""

    def __init__(
        self, folder: Path, symbols: Sequence[str], address: str, mode: Mapping[str, str]
    ) -> None:
        self.folder = folder
        self.log = folder / "bot.log"
        write_portfolio(folder, symbols)
        own = {"DATA_DIR": str(folder), "EXCHANGE_URL": address, "TIMEFRAME": "1m"}
        speed = {"LOOP_INTERVAL_SECONDS": "0.01", "LOG_LEVEL": "WARNING"}
        self._environment = {**os.environ, **own, **speed, **CONFIG, **mode}

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.bot"],
                env=self._environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def end(self) -> int:
        """Ask it to end; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(timeout=60)

    def held(self) -> Held:
        """What it holds now."""
        process = Path("/proc") / str(self._process.pid)
        lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        return Held(
            megabytes=int(lines["VmRSS"].split()[0]) / 1024,
            files=len(list((process / "fd").iterdir())),
            threads=int(lines["Threads"]),
        )
