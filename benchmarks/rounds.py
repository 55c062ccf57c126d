"""Measuring several things in turn, again and again, so that what disturbs one disturbs all."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

SLICE_SECONDS = 1.0
"""How long each has its turn: a short work is repeated, so that all have the same chance to find
the machine at rest."""


def best_seconds(
    work: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """The shortest time of each over `rounds` rounds, after one that is not counted.

    With time.process_time for a clock it is the processors' time, of all threads together.
    """
    for act in work.values():
        act()
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, act in work.items():
            turn_ends = time.monotonic() + SLICE_SECONDS
            while True:
                started = clock()
                act()
                best[name] = min(best[name], clock() - started)
                if time.monotonic() >= turn_ends:
                    break
    return best


def program(arguments: Sequence[str]) -> Callable[[], object]:
    """A whole process, from its start to its end; CalledProcessError where it fails."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True)
