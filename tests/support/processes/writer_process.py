"""A process that writes state at random and acknowledges each write on its standard output.

Arguments: the data folder, a seed, the number of writes. It goes on from what it finds there.
"""

import random
import sys
from pathlib import Path

from bot.domain import CycleRecord, OptimizerRun, Recommendation, StrategyConfig
from bot.state import FileVolume, load_overrides
from bot.state.cycles import JsonStateStore
from tests.support.on_volume import config_file, recorded_runs
from tests.support.records import bot_state, candle_record, equity_point, signal, trade

SYMBOL = "BTC/USDT"
MOST_CYCLES = 3


def config_number(data_dir: Path) -> int:
    """The number of the config in use, 0 before the first."""
    values = load_overrides(config_file(data_dir, SYMBOL))
    return values["_meta"]["number"] if values else 0


def run_number(data_dir: Path) -> int:
    """The number of the last run, 0 before the first."""
    return next((run["number"] for run in recorded_runs(data_dir, 1)), 0)


def store_folder(data_dir: Path) -> Path:
    """Where the commits go."""
    return config_file(data_dir, SYMBOL).parent


def _commit(store: JsonStateStore, count: int) -> int:
    state = store.load_state()
    first = 1 if state is None else state.cycle + 1
    cycles = range(first, first + count)
    store.commit(
        CycleRecord(
            state=bot_state(cycles[-1]),
            signals=tuple(map(signal, cycles)),
            equity=tuple(map(equity_point, cycles)),
            trades=tuple(trade(cycle) for cycle in cycles if cycle % 3 == 0),
            candles=tuple(map(candle_record, cycles)),
        )
    )
    return cycles[-1]


def _write_config(data_dir: Path) -> int:
    number = config_number(data_dir) + 1
    config = StrategyConfig(ema_slow=20 + number)
    FileVolume(data_dir).configs.write(SYMBOL, config, {"number": number})
    return number


def _append_run(data_dir: Path) -> int:
    number = run_number(data_dir) + 1
    FileVolume(data_dir).runs.append(OptimizerRun({"number": number, "found": "x" * 500}))
    FileVolume(data_dir).recommendations.set(SYMBOL, Recommendation({"number": number}))
    return number


def main() -> None:
    """Write until all is written or the process is killed."""
    data_dir, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
    store = JsonStateStore(store_folder(data_dir), writer=True)
    for _ in range(int(sys.argv[3])):
        kind = chance.choices(("cycle", "config", "run"), (4, 1, 1))[0]
        if kind == "cycle":
            number = _commit(store, chance.randint(1, MOST_CYCLES))
        else:
            number = _write_config(data_dir) if kind == "config" else _append_run(data_dir)
        sys.stdout.write(f"{kind} {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
