"""The sign of life of a process that keeps no BotState."""

from datetime import datetime
from pathlib import Path

from bot.state.files.durable_files import make_private_folder, remove_leftovers, replace_file
from bot.state.files.record_json import encode

OPTIMIZER_HEARTBEAT_FILE = "optimizer_heartbeat.json"


def beat_optimizer(data_dir: Path, now: datetime, *, interval_seconds: float) -> None:
    """Say that the optimizer is alive at `now`, and beats again within `interval_seconds`.

    The fields are named as in state.json, so that one healthcheck reads both. Raises StateError
    where the volume cannot be written.
    """
    make_private_folder(data_dir)
    remove_leftovers(data_dir, OPTIMIZER_HEARTBEAT_FILE)
    beat = {"heartbeat": now, "loop_interval_seconds": interval_seconds}
    replace_file(data_dir / OPTIMIZER_HEARTBEAT_FILE, encode(beat) + b"\n")
