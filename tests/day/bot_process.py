"""The bot as a process on a simulated exchange, and what it holds of its machine."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from benchmarks.cycles.many_symbols import write_portfolio
from tests.support.made_time.one_bot import HOME
from tests.support.processes.programs import without_settings

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_SECONDS = 1.0
"""How long the bot waits for an answer."""
_A_CYCLE = {"LOOP_INTERVAL_SECONDS": "0.5", "EXCHANGE_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS)}
CONFIG = {
    "STOP_LOSS_PCT": "0.003",
    "TAKE_PROFIT_PCT": "0.004",
    "SLIPPAGE_PCT": "0",
    "RISK_LIMITS": "off",
    "LOG_LEVEL": "WARNING",
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
    """A bot of many symbols in a time that is made in its folder, where its state is too; a context
    manager that ends it.
    """

    def __init__(
        self,
        folder: Path,
        symbols: Sequence[str],
        mode: Mapping[str, str],
        *,
        most_seconds: float,
    ) -> None:
        """It is asked to end after `most_seconds` of its time, whatever it has done."""
        self._process: subprocess.Popen[bytes] | None = None
        self.log = folder / "bot.log"
        write_portfolio(folder, symbols)
        names = [symbol.replace("/", "_") for symbol in symbols]
        self._states = [folder / "portfolio" / name / "state.json" for name in names]
        life = json.dumps({"seed": "a day", "most_seconds": most_seconds})
        own = {"DATA_DIR": str(folder), "LIFE_IN": str(folder), "LIFE": life}
        self._environment = {**without_settings(os.environ), **own, **_A_CYCLE, **CONFIG, **mode}

    def start(self, address: str) -> None:
        """Begin to trade at an exchange."""
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", HOME],
                env={**self._environment, "EXCHANGE_URL": address, "TIMEFRAME": "1m"},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def wait(self) -> int:
        """Until its time is over and it has ended; its exit code."""
        return self._running.wait()

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        assert self._process is not None
        return self._process

    def last_minute(self) -> int:
        """The minute since 1970 of the last candle that it has decided on for every symbol."""
        return min(_last_candle(state) for state in self._states)

    def held(self) -> Held:
        """What it holds now."""
        process = Path("/proc") / str(self._running.pid)
        lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        return Held(
            megabytes=int(lines["VmRSS"].split()[0]) / 1024,
            files=len(list((process / "fd").iterdir())),
            threads=int(lines["Threads"]),
        )


def _last_candle(state: Path) -> int:
    """The minute since 1970 of the last candle that was decided on; 0 before the first one."""
    try:
        told = json.loads(state.read_bytes())["last_candle_time"]
    except FileNotFoundError:
        return 0
    return 0 if told is None else round(datetime.fromisoformat(told).timestamp() / 60)
