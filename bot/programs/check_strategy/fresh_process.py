"""A strategy asked in a process of its own, which hashes otherwise and remembers nothing."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.candles import CandleArrays
from bot.domain import StrategyConfig, StrategyParams
from bot.strategy import set_strategies_folder, strategy_of
from bot.strategy.check import AskElsewhere, CannotBeAsked, answers_digest

_COLUMNS = ("open_time", "open", "high", "low", "close", "volume")
_SEEDS = ("271828", "314159")  # of Python's text hashes, which decide over the order of sets


def asking_a_fresh_process(config: StrategyConfig, folder: Path) -> AskElsewhere:
    """Asks the strategy of a config, found in that folder of users' own, in a new process."""

    def ask_elsewhere(series: Sequence[CandleArrays]) -> Sequence[str]:
        question = {
            "strategy": config.to_dict(),
            "folder": str(folder),
            "candle_ns": [candles.candle_ns for candles in series],
        }
        with tempfile.TemporaryDirectory() as kept:
            file = Path(kept) / "candles.npz"
            arrays = {
                f"{number} {name}": getattr(candles, name)
                for number, candles in enumerate(series)
                for name in _COLUMNS
            }
            np.savez(file, allow_pickle=False, **arrays)
            return _answered(json.dumps({**question, "candles": str(file)}))

    return ask_elsewhere


def _answered(question: str) -> Sequence[str]:
    """The digests; CannotBeAsked where the other process ends without them."""
    seed = _SEEDS[os.environ.get("PYTHONHASHSEED") == _SEEDS[0]]
    path = os.pathsep.join(folder for folder in sys.path if folder)
    process = subprocess.run(
        [sys.executable, "-m", __name__],
        input=question,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        said = process.stderr.strip().splitlines()[-1:] or [f"it ended with {process.returncode}"]
        raise CannotBeAsked(
            f"it cannot be asked in a fresh process: {said[0]}",
            "a strategy may not need what another call or another module has left behind",
        )
    digests: list[str] = json.loads(process.stdout.splitlines()[-1])
    return digests


def answer(question: str) -> str:
    """The digests of the strategy's answers to the series, in that order, as JSON."""
    asked = json.loads(question)
    set_strategies_folder(Path(asked["folder"]))
    fields = asked["strategy"]
    params = StrategyParams(fields.pop("strategy_params"))
    named = strategy_of(StrategyConfig(strategy_params=params, **fields))
    with np.load(asked["candles"]) as arrays:
        series = [
            CandleArrays(candle_ns=length, **{name: arrays[f"{at} {name}"] for name in _COLUMNS})
            for at, length in enumerate(asked["candle_ns"])
        ]
    return json.dumps([answers_digest(named.strategy, candles) for candles in series])


if __name__ == "__main__":
    print(answer(sys.stdin.read()))
