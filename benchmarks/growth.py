"""How the search grows: its time with candles and with trials, its memory with trials."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np

from benchmarks import ours
from benchmarks.line import Line
from benchmarks.rounds import best_seconds
from benchmarks.workload import CANDLES, TRIALS, random_walk

YEAR_OF_MINUTES = 525_600
TRIALS_OF_A_YEAR = 1_000
SOME_TRIALS = (TRIALS // 4, TRIALS // 2, TRIALS)
SOME_CANDLES = (CANDLES, 10 * CANDLES, 50 * CANDLES, 250 * CANDLES)
"""The first fit into a core's own cache: only from then on must a candle cost the same. Where no
cache holds the last it may not; the power is that over all of them.
"""
FEW_TRIALS = 100
MEMORY_PROBE = """
import sys
from benchmarks import ours
from benchmarks.workload import random_walk

candles = random_walk(int(sys.argv[1]))
ours.trials(candles, 2)
with open("/proc/self/status") as status:
    before = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
ours.trials(candles, int(sys.argv[2]))
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print((peak - before) * 1024)
"""


def growth_lines(rounds: int) -> list[Line]:
    """The cost of a trial and candle over growing sizes, and the memory of a year of minutes."""
    candles = {count: random_walk(count) for count in SOME_CANDLES}
    by_trials = best_seconds(
        {str(n): lambda n=n: ours.trials(candles[CANDLES], n) for n in SOME_TRIALS}, rounds
    )
    by_candles = best_seconds(
        {str(n): lambda n=n: ours.trials(candles[n], FEW_TRIALS) for n in SOME_CANDLES}, rounds
    )
    costs = [1e9 * by_trials[str(n)] / n / CANDLES for n in SOME_TRIALS]
    dearer = [1e9 * by_candles[str(n)] / n / FEW_TRIALS for n in SOME_CANDLES]
    memory = {n: _memory(n) for n in (TRIALS_OF_A_YEAR // 2, TRIALS_OF_A_YEAR)}
    return [
        *(
            Line(what=f"search, a candle of one of {n:,} trials", value=cost, unit="ns")
            for n, cost in zip(SOME_TRIALS, costs, strict=True)
        ),
        Line(
            what="cost of a trial and candle: most / fewest trials",
            value=costs[-1] / costs[0],
            unit="x",
            bar=1.25,
            at_most=True,
        ),
        Line(
            what="time grows with trials to the power of (1 is linear)",
            value=_power(SOME_TRIALS, [by_trials[str(n)] for n in SOME_TRIALS]),
            unit="",
            bar=1.1,
            at_most=True,
        ),
        *(
            Line(what=f"search, one of {n:,} candles of a trial", value=cost, unit="ns")
            for n, cost in zip(SOME_CANDLES, dearer, strict=True)
        ),
        Line(
            what="cost of a trial and candle: most candles / a fifth of them",
            value=dearer[-1] / dearer[-2],
            unit="x",
            bar=1.25,
            at_most=True,
        ),
        Line(
            what="time grows with candles to the power of (1 is linear)",
            value=_power(SOME_CANDLES, [by_candles[str(n)] for n in SOME_CANDLES]),
            unit="",
            bar=1.1,
            at_most=True,
        ),
        Line(
            what=f"memory of {YEAR_OF_MINUTES:,} candles x {TRIALS_OF_A_YEAR:,} trials",
            value=memory[TRIALS_OF_A_YEAR] / 1e6,
            unit="MB",
            bar=1_000,
            at_most=True,
        ),
        Line(
            what="memory of twice the trials",
            value=memory[TRIALS_OF_A_YEAR] / memory[TRIALS_OF_A_YEAR // 2],
            unit="x",
            bar=1.25,
            at_most=True,
        ),
    ]


def _power(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log(time) over log(size) by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def _memory(trials: int) -> int:
    """Bytes that a search over a year of minutes takes at its peak, beside its candles."""
    command = [sys.executable, "-c", MEMORY_PROBE, str(YEAR_OF_MINUTES), str(trials)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
