"""Rows of a table that several threads fill in place."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

Fill = Callable[[int, int], None]
"""Fills every row from `first` on in steps of `step`."""
_HALVES = 2


def fill_in_halves(executor: Executor, *fills: Fill) -> None:
    """Every row, in the threads of `executor`; here where it has none that see this memory."""
    if not isinstance(executor, ThreadPoolExecutor):
        for fill in fills:
            fill(0, 1)
        return
    halves = [executor.submit(fill, n, _HALVES) for n in range(_HALVES) for fill in fills]
    for half in halves:
        half.result()
