"""What the optimizer leaves on the volume beside configs: its runs and its recommendations."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.errors import StateError
from bot.state.durable_files import (
    append_to_file,
    make_private_folder,
    read_file,
    remove_leftovers,
    replace_file,
)
from bot.state.last_lines import read_last_lines
from bot.state.record_json import encode, parse_json
from bot.state.recovery import Now, move_aside, wall_clock
from bot.state.write_ahead import drop_torn_line

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

    The file is `{"updated_at", "recommendations": {symbol: {...}}}`; an unreadable one is moved
    aside. The caller is the only writer.
    """
    path = data_dir / "portfolio" / RECOMMENDATIONS_FILE
    make_private_folder(path.parent)
    remove_leftovers(path.parent, path.name)
    try:
        earlier = read_recommendations(data_dir)
    except StateError as error:
        move_aside(path, str(error), now)
        earlier = {}
    values = {"updated_at": now(), "recommendations": {**earlier, **recommendations}}
    replace_file(path, encode(values, readable=True) + b"\n")
    return path


def read_recommendations(data_dir: Path) -> dict[str, Any]:
    """What is recommended for each symbol; {} before the first run."""
    path = data_dir / "portfolio" / RECOMMENDATIONS_FILE
    data = read_file(path)
    if data is None:
        return {}
    found = _object(path, data).get("recommendations")
    if not isinstance(found, dict):
        raise StateError(f'need "recommendations" as an object in {path}')
    return found


def _object(path: Path, data: bytes) -> dict[str, Any]:
    values = parse_json(data)
    if not isinstance(values, dict):
        raise StateError(f"need a JSON object in {path}, was {type(values).__name__}")
    return values
