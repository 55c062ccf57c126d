"""Measuring several things in turn, again and again, so that what disturbs one disturbs all."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence


def best_seconds(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The shortest time of each over `rounds` rounds, after one that is not counted."""
    best = dict.fromkeys(work, float("inf"))
    for turn in range(rounds + 1):
        for name, act in work.items():
            started = time.perf_counter()
            act()
            if turn:
                best[name] = min(best[name], time.perf_counter() - started)
    return best


def program(arguments: Sequence[str]) -> Callable[[], object]:
    """A whole process, from its start to its end; CalledProcessError where it fails."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True)
