"""What an optimizer does before it begins: settle what a killed one left behind, and tell."""

from pathlib import Path

from bot.domain import OptimizerRun, Provenance, RunStore
from bot.domain.errors import ConfigError, StateError
from bot.state.configs import CONFIG_FILE, finish_promotion, load_overrides
from bot.state.files import remove_leftovers
from bot.state.optimizer.promotions import PROMOTION_FILE
from bot.state.optimizer.recommendations import RECOMMENDATIONS_FILE
from bot.state.optimizer.runs import JsonRunStore

_UNRECORDED = "in use without a run on record: the run was killed, or its record was removed"


def mend_optimizer_files(data_dir: Path) -> tuple[str, ...]:
    """Make the optimizer's files whole after any interruption; the sentences say what was done.

    A torn last line of the runs is dropped, a config that came in use gets its place in the history
    and its line in the runs. Doing it again, also after being killed inside, changes nothing more.
    The caller is the only optimizer (Volume.hold). StateError where the volume refuses.
    """
    portfolio = data_dir / "portfolio"
    if not portfolio.is_dir():
        return ()
    runs = JsonRunStore(data_dir)
    remove_leftovers(portfolio, RECOMMENDATIONS_FILE)
    for folder in sorted(portfolio.glob("*/")):
        remove_leftovers(folder, PROMOTION_FILE)
    notes = [runs.mend()]
    folders = sorted(path.parent for path in portfolio.glob(f"*/{CONFIG_FILE}"))
    folders += [path.parent for path in sorted(portfolio.glob("*/history"))]
    notes += [finish_promotion(folder) for folder in dict.fromkeys(folders)]
    notes += [_record_if_missing(runs, path) for path in _configs_by_age(portfolio)]
    return tuple(note for note in notes if note is not None)


def _configs_by_age(portfolio: Path) -> list[Path]:
    """Runs are recorded in the order in which they wrote."""
    return sorted(portfolio.glob(f"*/{CONFIG_FILE}"), key=lambda path: path.stat().st_mtime_ns)


def _record_if_missing(runs: RunStore, path: Path) -> str | None:
    """Record the run that wrote a config, where it is newer than every run on record."""
    try:
        provenance = Provenance.of(load_overrides(path).get("_meta"))
        newest = runs.newest(1)
    except (ConfigError, StateError):
        return None  # whoever reads that file tells what is wrong with it
    run = missing_run(provenance, newest)
    if run is None:
        return None
    runs.append(run)
    return f"{path.parent.name}: the run that put its config in use was not on record, and is now"


def missing_run(in_use: Provenance, newest: list[OptimizerRun]) -> OptimizerRun | None:
    """What is to be recorded of the run that put a config in use; None where it is on record.

    `newest` holds the last run on record, if there is one.
    """
    at = in_use.at
    if at is None or any((run.at or at) >= at for run in newest):
        return None
    promoted = not in_use.was_rolled_back
    return OptimizerRun({"reason": _UNRECORDED, **in_use.stated, "promoted": promoted})
