"""Rows of a table, filled in place by several threads."""

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

FillRows = Callable[[int, int], None]
"""Fills every row from `first` on in steps of `step`."""
_MOST_SHARES = 8


def fill_together(executor: Executor, *fills: FillRows) -> None:
    """Every row, in the threads of `executor`; here where it has none that see this memory."""
    if not isinstance(executor, ThreadPoolExecutor):
        for fill in fills:
            fill(0, 1)
        return
    shares = min(os.cpu_count() or 1, _MOST_SHARES)
    started = [executor.submit(fill, n, shares) for n in range(shares) for fill in fills]
    for share in started:
        share.result()
