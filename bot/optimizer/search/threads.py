"""The threads that trials run in."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from bot.domain import require, whole_number


@contextmanager
def trial_threads(jobs: int | None, executor: Executor | None) -> Iterator[Executor]:
    """`executor`, else `jobs` threads (default: all cores) until the end; an interrupt waits for
    the parts in the making only. ConfigError for less than one.
    """
    if executor is not None:
        yield executor
        return
    pool = ThreadPoolExecutor(thread_count(jobs), thread_name_prefix="trials")
    try:
        yield pool
    finally:  # an interrupt waits for the parts in the making, not for those in the queue
        pool.shutdown(cancel_futures=True)


def thread_count(jobs: int | None) -> int:
    """`jobs`, else one for each core; ConfigError for less than one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    threads = whole_number("jobs", cores or 1 if jobs is None else jobs)
    require(threads >= 1, "jobs >= 1", threads)
    return threads
