"""What the optimizer leaves on the volume beside configs: its runs and its recommendations."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import StateError
from bot.state.cycles.recovery import Now, move_aside, wall_clock
from bot.state.cycles.write_ahead import drop_torn_line
from bot.state.files.durable_files import (
    append_to_file,
    make_private_folder,
    read_file,
    remove_leftovers,
    replace_file,
)
from bot.state.files.last_lines import read_last_lines
from bot.state.files.record_json import encode, parse_json

RUNS_FILE = "optimizer_runs.jsonl"
RECOMMENDATIONS_FILE = "portfolio_recommendations.json"


def append_run(data_dir: Path, run: Mapping[str, Any]) -> None:
    """Keep what one optimizer run found, also what it refused, as one line."""
    path = data_dir / "portfolio" / RUNS_FILE
    make_private_folder(path.parent)
    drop_torn_line(path)
    append_to_file(path, encode(run) + b"\n")


def read_runs(data_dir: Path, limit: int) -> list[dict[str, Any]]:
    """The newest `limit` optimizer runs, newest first; StateError for a line that is none."""
    path = data_dir / "portfolio" / RUNS_FILE
    return [_object(path, line) for line in reversed(read_last_lines(path, limit))]


def update_recommendations(
    data_dir: Path,
    recommendations: Mapping[str, Mapping[str, Any]],
    *,
    now: Now = wall_clock,
) -> Path:
    """Set what the optimizer recommends for the given symbols; those of other symbols stay.

    The file is `{"updated_at", "recommendations": {symbol: {...}}, "allocation"}`; an unreadable
    one is moved aside. The caller is the only writer.
    """
    earlier = _earlier_file(data_dir, now)
    merged = {**earlier.get("recommendations", {}), **recommendations}
    return _replace(data_dir, {**earlier, "updated_at": now(), "recommendations": merged})


def write_allocation(
    data_dir: Path, allocation: Mapping[str, Any], *, now: Now = wall_clock
) -> Path:
    """Set what the optimizer found about sharing the capital, beside its recommendations."""
    earlier = _earlier_file(data_dir, now)
    whole = {"recommendations": {}, **earlier, "updated_at": now(), "allocation": allocation}
    return _replace(data_dir, whole)


def read_recommendations(data_dir: Path) -> dict[str, Any]:
    """What is recommended for each symbol; {} before the first run."""
    found: dict[str, Any] = _recommendations_file(data_dir).get("recommendations", {})
    return found


def read_allocation(data_dir: Path) -> dict[str, Any] | None:
    """What the optimizer found last about sharing the capital; None before the first time."""
    return _recommendations_file(data_dir).get("allocation")


def _recommendations_file(data_dir: Path) -> dict[str, Any]:
    """The whole file, {} where there is none; StateError where it is not what it must be."""
    path = data_dir / "portfolio" / RECOMMENDATIONS_FILE
    data = read_file(path)
    if data is None:
        return {}
    values = _object(path, data)
    if not isinstance(values.get("recommendations"), dict):
        raise StateError(f'need "recommendations" as an object in {path}')
    if not isinstance(values.get("allocation"), dict | None):
        raise StateError(f'need "allocation" as an object in {path}')
    return values


def _earlier_file(data_dir: Path, now: Now) -> dict[str, Any]:
    try:
        return _recommendations_file(data_dir)
    except StateError as error:
        move_aside(data_dir / "portfolio" / RECOMMENDATIONS_FILE, str(error), now)
        return {}


def _replace(data_dir: Path, values: Mapping[str, Any]) -> Path:
    path = data_dir / "portfolio" / RECOMMENDATIONS_FILE
    make_private_folder(path.parent)
    remove_leftovers(path.parent, path.name)
    replace_file(path, encode(values, readable=True) + b"\n")
    return path


def _object(path: Path, data: bytes) -> dict[str, Any]:
    values = parse_json(data)
    if not isinstance(values, dict):
        raise StateError(f"need a JSON object in {path}, was {type(values).__name__}")
    return values
