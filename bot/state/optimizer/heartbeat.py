"""The sign of life of the optimizer's service, which keeps no BotState."""

from datetime import datetime
from pathlib import Path

from bot.domain.encoding import encode
from bot.state.files import make_private_folder, remove_leftovers, replace_file

OPTIMIZER_HEARTBEAT_FILE = "optimizer_heartbeat.json"


class JsonHeartbeatStore:
    """A HeartbeatStore in optimizer_heartbeat.json.

    The fields are named as in state.json, so that one healthcheck reads both.
    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def beat(self, now: datetime, *, interval_seconds: float) -> None:
        """Say that the optimizer is alive at `now`, and beats again within `interval_seconds`."""
        make_private_folder(self._data_dir)
        remove_leftovers(self._data_dir, OPTIMIZER_HEARTBEAT_FILE)
        beat = {"heartbeat": now, "loop_interval_seconds": interval_seconds}
        replace_file(self._data_dir / OPTIMIZER_HEARTBEAT_FILE, encode(beat) + b"\n")
