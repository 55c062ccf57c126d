"""One backtest of a million one-minute candles: its time, its memory, its kernel, its growth."""

import contextlib
import io
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import c_loop
from benchmarks.line import Line
from benchmarks.rounds import best_seconds
from bot.backtesting import Backtester
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.programs.backtest import main as backtest

MILLION = 1_000_000
ROUNDS = 7
ARRAYS_BYTES = 6 * 8 * MILLION
"""Open times and five columns, eight bytes each."""
LENGTHS = (10**4, 10**5, 10**6, 10**7)
CONFIG = StrategyConfig(timeframe="1m")
MEMORY_PROBE = """
import contextlib, io, sys
from bot.programs.backtest import main

def kilobytes(name):
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith(name)).split()[1])

small, large, out = sys.argv[1:]
with contextlib.redirect_stdout(io.StringIO()):
    main(["--csv", small, "--json", out, "--yes", "--quiet"])
    before = kilobytes("VmRSS")
    main(["--csv", large, "--json", out, "--yes", "--quiet"])
print((kilobytes("VmHWM") - before) * 1024)
"""


def minutes(count: int) -> pd.DataFrame:
    """A random walk with the deviation of BTC/USDT's minutes in 2023, prices in whole cents."""
    rng = np.random.default_rng(7)
    close = 20_000 * np.exp(np.cumsum(rng.normal(0, 0.0006, count)))
    open_ = np.r_[20_000.0, close[:-1]]
    spread = np.abs(rng.normal(0, 0.0003, (2, count)))
    columns = {
        "open": open_,
        "high": np.maximum(open_, close) * (1 + spread[0]),
        "low": np.minimum(open_, close) * (1 - spread[1]),
        "close": close,
        "volume": rng.lognormal(3, 1, count),
    }
    index = pd.date_range(
        "2015-01-01", periods=count, freq="min", tz="UTC", name="timestamp", unit="us"
    )
    digits = dict.fromkeys(columns, 2) | {"volume": 5}
    return pd.DataFrame(columns, index=index).round(digits)


def million_lines(folder: Path) -> list[Line]:
    """Every figure of this file; `folder` takes what is written."""
    candles = minutes(MILLION)
    file = written(candles, folder / "million.csv")
    candles.reset_index().to_parquet(folder / "million.parquet")
    small = written(candles.iloc[:1_000], folder / "thousand.csv")
    return [
        *time_lines(file, folder),
        memory_line(small, file, folder),
        *kernel_lines(candles, folder),
        *growth_lines(),
    ]


def written(candles: pd.DataFrame, file: Path) -> Path:
    """The candles as a CSV file, times as 2015-01-01T00:00:00Z."""
    candles.to_csv(file, date_format="%Y-%m-%dT%H:%M:%SZ")
    return file


def time_lines(file: Path, folder: Path) -> list[Line]:
    """From the CSV to the JSON in this process, all imports done, and what reading alone takes.

    pandas.read_csv(file, parse_dates=["timestamp"]) is its C engine, which is its default.
    """
    arguments = ["--csv", str(file), "--json", str(folder / "out.json"), "--yes", "--quiet"]
    parquet = file.with_suffix(".parquet")
    seconds = best_seconds(
        {
            "ours": lambda: quietly(arguments),
            "C engine": lambda: pd.read_csv(file, parse_dates=["timestamp"]),
            "pyarrow": lambda: pd.read_csv(file, parse_dates=["timestamp"], engine="pyarrow"),
            "parquet": lambda: pd.read_parquet(parquet),
        },
        ROUNDS,
    )
    processors = best_seconds(
        {
            "ours": lambda: quietly(arguments),
            "C engine": lambda: pd.read_csv(file, parse_dates=["timestamp"]),
        },
        ROUNDS,
        time.process_time,
    )
    return [
        Line(what="backtest of 1,000,000 candles, CSV to JSON", value=seconds["ours"], unit="s"),
        Line(what="pandas.read_csv, C engine", value=seconds["C engine"], unit="s"),
        Line(what="pandas.read_csv, engine pyarrow", value=seconds["pyarrow"], unit="s"),
        Line(what="pandas.read_parquet of the same", value=seconds["parquet"], unit="s"),
        Line(
            what="CSV to JSON / pandas.read_csv, C engine",
            value=seconds["ours"] / seconds["C engine"],
            unit="x",
            bar=1.5,
            at_most=True,
        ),
        Line(
            what="the same in processor time, all threads",
            value=processors["ours"] / processors["C engine"],
            unit="x",
        ),
    ]


def quietly(arguments: Sequence[str]) -> None:
    """run_backtest.py's main without its text."""
    with contextlib.redirect_stdout(io.StringIO()):
        backtest(arguments)


def memory_line(small: Path, large: Path, folder: Path) -> Line:
    """How far a fresh process's peak rises above what it held after a run of 1,000 candles."""
    command = [sys.executable, "-c", MEMORY_PROBE, small, large, folder / "memory.json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Line(
        what="peak memory of it / 48 MB of arrays",
        value=int(done.stdout) / ARRAYS_BYTES,
        unit="x",
        bar=4,
        at_most=True,
    )


def kernel_lines(candles: pd.DataFrame, folder: Path) -> list[Line]:
    """The kernel per candle against the C loop that finds the same bits."""
    cc = c_loop.compiler()
    if cc is None:
        return [Line(what="hand-written C loop: skipped, no cc here", value=0.0, unit="")]
    ours, theirs = c_loop.both(CandleArrays.of(candles, CONFIG.timeframe), CONFIG, folder, cc)
    seconds = best_seconds({"ours": ours, "C": theirs}, ROUNDS)
    ns = {name: value / MILLION * 1e9 for name, value in seconds.items()}
    return [
        Line(what="kernel alone", value=ns["ours"], unit="ns/candle"),
        Line(what="the same in C, -O3, same trades and bits", value=ns["C"], unit="ns/candle"),
        Line(what="kernel / C", value=ns["ours"] / ns["C"], unit="x", bar=2, at_most=True),
    ]


def growth_lines() -> list[Line]:
    """Candles in memory to result with every statistic, at each of LENGTHS.

    The processors' time: a length that takes seconds would meet other programs' turns, and one
    that takes a millisecond would not.
    """
    candles = minutes(max(LENGTHS))
    parts = {str(length): candles.iloc[:length] for length in LENGTHS}
    runs = {
        length: lambda part=part: Backtester(CONFIG).run(part).statistics
        for length, part in parts.items()
    }
    seconds = best_seconds(runs, 3, time.process_time)
    ns = {length: seconds[str(length)] / length * 1e9 for length in LENGTHS}
    return [
        *(
            Line(what=f"backtest of {length:,} candles in memory", value=each, unit="ns/candle")
            for length, each in ns.items()
        ),
        Line(
            what="cost per candle, dearest / cheapest length",
            value=max(ns.values()) / min(ns.values()),
            unit="x",
            bar=1.5,
            at_most=True,
        ),
    ]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as _folder:
        print("\n".join(map(str, million_lines(Path(_folder)))))
