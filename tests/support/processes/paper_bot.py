"""A real bot on paper that holds a LONG in each of its symbols as soon as it can."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain import Action
from bot.state import FileVolume
from tests.support.processes.programs import wait_until

SYMBOLS = ("BTC/USDT", "ETH/USDT")
_ALWAYS_LONG = {"rsi_oversold": 99.0, "rsi_overbought": 100.0}
_NEVER_OUT = {"stop_loss_pct": 0.5, "take_profit_pct": 0.9}
_SETTINGS = {
    "DATA_SOURCE": "synthetic",
    "LOOP_INTERVAL_SECONDS": "0.5",
    "SIGNAL_MIN_CONFIDENCE": "0",
    "AI_ENABLED": "false",
    "MACRO_ENABLED": "false",
}


@contextmanager
def paper_bot(folder: Path) -> Iterator[FileVolume]:
    """The volume on which it runs, from the moment on that it holds all; ended with the block."""
    folder.mkdir(exist_ok=True)
    assets = [{"symbol": symbol, **_ALWAYS_LONG, **_NEVER_OUT} for symbol in SYMBOLS]
    (folder / "portfolio.json").write_text(json.dumps({"assets": assets}))
    with subprocess.Popen(
        [sys.executable, "-m", "bot.bot"],
        env={**os.environ, **_SETTINGS, "DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        volume = FileVolume(folder)
        try:
            wait_until(lambda: held(volume) == set(SYMBOLS), 120, "a LONG in every symbol")
            yield volume
        finally:
            program.send_signal(signal.SIGINT)
            program.wait(timeout=60)


def held(volume: FileVolume) -> set[str]:
    """The symbols in which something is held."""
    states = (volume.reader(symbol).load_state() for symbol in volume.symbols())
    return {state.symbol for state in states if state and state.position is not Action.FLAT}
