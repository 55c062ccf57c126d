"""Many seeds, some at once, each process with a bot of its own to fork."""

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.killed_bot import ONCE_ON_PAPER
from tests.chaos.plan import Plan
from tests.chaos.rehearsed_run import rehearse
from tests.chaos.verdict import Verdict, verdict
from tests.support.processes.forked_programs import ForkedPrograms


def all_verdicts(seeds: range, jobs: int, keep: Path | None = None) -> Iterator[Verdict]:
    """Each seed's verdict, as they come."""
    with multiprocessing.get_context("spawn").Pool(
        jobs, initializer=_open, initargs=(keep,)
    ) as pool:
        yield from pool.imap_unordered(judged_seed, seeds)


def judged_seed(seed: int) -> Verdict:
    """Run one seed in this process's folder, and judge it."""
    folder = _OPEN.keep / f"seed-{seed}"
    folder.mkdir(parents=True)
    try:
        return verdict(rehearse(Plan.of_seed(seed), folder, _OPEN.forks))
    except Exception as error:  # noqa: BLE001 - a run that cannot be judged is a fault, not an end
        return Verdict.unjudged(seed, error)


class _OPEN:
    """What one process of the pool works with."""

    keep: Path
    forks: ForkedPrograms


def _open(keep: Path | None) -> None:
    _OPEN.keep = keep or Path(tempfile.mkdtemp(prefix="chaos-"))
    warm = _OPEN.keep / f"warm-{os.getpid()}"
    warm.mkdir(parents=True)
    _OPEN.forks = ForkedPrograms({"DATA_DIR": str(warm / "data")}, warm, (ONCE_ON_PAPER,))
