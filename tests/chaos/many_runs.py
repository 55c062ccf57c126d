"""Many seeds, some at once, each process with a bot of its own to fork."""

import contextlib
import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.chaos.exact_run import fingerprint, rehearse_exactly
from tests.chaos.killed_bot import ONCE_ON_PAPER
from tests.chaos.plan import Plan
from tests.chaos.rehearsed_run import rehearse
from tests.chaos.verdict import Verdict, verdict
from tests.support.made_time import forked_bots
from tests.support.processes.forked_programs import HOME, ForkedPrograms
from tests.support.processes.own_network import own_network


def all_verdicts(
    seeds: range, jobs: int, keep: Path | None = None, *, is_exact: bool = True
) -> Iterator[Verdict]:
    """Each seed's verdict, as they come; of runs that replay exactly, or of the machine's time."""
    judged = _judged_exactly if is_exact else _judged
    with multiprocessing.get_context("spawn").Pool(
        jobs, initializer=_open, initargs=(keep, is_exact)
    ) as pool:
        yield from pool.imap_unordered(judged, seeds)


def _judged(seed: int) -> Verdict:
    """Run one seed in this process's folder, and judge it."""
    try:
        return verdict(rehearse(Plan.of_seed(seed), _folder(f"seed-{seed}"), _OPEN.forks))
    except Exception as error:  # noqa: BLE001 - a run that cannot be judged is a fault, not an end
        return Verdict.unjudged(seed, error)


def _judged_exactly(seed: int) -> Verdict:
    """As `_judged`; a run with a fault is made again, and that it is the same is judged too."""
    try:
        judged = _exact_verdict(seed, f"seed-{seed}")
        if not judged.faults:
            return judged
        again = _exact_verdict(seed, f"seed-{seed}-again")
    except Exception as error:  # noqa: BLE001 - as above
        return Verdict.unjudged(seed, error)
    if again == judged:
        return judged
    told = f"does not replay: {judged.fingerprint}, then {again.fingerprint}"
    return replace(judged, faults=(*judged.faults, told))


def _exact_verdict(seed: int, name: str) -> Verdict:
    run = rehearse_exactly(Plan.of_seed(seed), _folder(name), _OPEN.forks)
    return replace(verdict(run), fingerprint=fingerprint(run))


def _folder(name: str) -> Path:
    folder = _OPEN.keep / name
    folder.mkdir(parents=True)
    return folder


class _OPEN:
    """What one process of the pool works with."""

    keep: Path
    forks: ForkedPrograms
    network = contextlib.ExitStack()


def _open(keep: Path | None, is_exact: bool) -> None:
    # a second chaos on this machine has the same addresses
    _OPEN.network.enter_context(own_network())
    _OPEN.keep = (keep or Path(tempfile.mkdtemp(prefix="chaos-"))).resolve()
    warm = _folder(f"warm-{os.getpid()}")
    home = forked_bots.HOME if is_exact else HOME
    environment = {"DATA_DIR": str(warm / "data"), "PYTHONHASHSEED": "0"}
    _OPEN.forks = ForkedPrograms(environment, warm, (ONCE_ON_PAPER,), home)
