"""What an optimizer does before it begins: settle what a killed one left behind, and tell."""

from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.errors import ConfigError, StateError
from bot.state.configs.config_files import finish_promotion
from bot.state.configs.config_layers import CONFIG_FILE, load_overrides
from bot.state.cycles.write_ahead import drop_torn_line
from bot.state.files.durable_files import remove_leftovers
from bot.state.optimizer.optimizer_files import (
    RECOMMENDATIONS_FILE,
    RUNS_FILE,
    append_run,
    read_runs,
)

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
    remove_leftovers(portfolio, RECOMMENDATIONS_FILE)
    notes = [drop_torn_line(portfolio / RUNS_FILE)]
    folders = sorted(path.parent for path in portfolio.glob(f"*/{CONFIG_FILE}"))
    folders += [path.parent for path in sorted(portfolio.glob("*/history"))]
    notes += [finish_promotion(folder) for folder in dict.fromkeys(folders)]
    notes += [_record_if_missing(data_dir, path) for path in _configs_by_age(portfolio)]
    return tuple(note for note in notes if note is not None)


def _configs_by_age(portfolio: Path) -> list[Path]:
    """Runs are recorded in the order in which they wrote."""
    return sorted(portfolio.glob(f"*/{CONFIG_FILE}"), key=lambda path: path.stat().st_mtime_ns)


def _record_if_missing(data_dir: Path, path: Path) -> str | None:
    """Record the run that wrote a config, where it is newer than every run on record."""
    try:
        meta = load_overrides(path).get("_meta")
        newest = read_runs(data_dir, 1)
    except (ConfigError, StateError):
        return None  # whoever reads that file tells what is wrong with it
    if not isinstance(meta, dict):
        return None
    written_at = _moment(meta)
    if written_at is None or any((_moment(run) or written_at) >= written_at for run in newest):
        return None
    promoted = meta.get("rolled_back") is not True
    append_run(data_dir, {"reason": _UNRECORDED, **meta, "promoted": promoted})
    return f"{path.parent.name}: the run that put its config in use was not on record, and is now"


def _moment(record: dict[str, Any]) -> datetime | None:
    """When a record of the optimizer was made; None for what is no such record."""
    try:
        moment = datetime.fromisoformat(record["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo and "written_by" in record else None
