"""The sign of life of a service that keeps no BotState."""

from datetime import datetime
from pathlib import Path

from bot.domain.encoding import encode
from bot.state.files import make_private_folder, remove_leftovers, replace_file

OPTIMIZER_HEARTBEAT_FILE = "optimizer_heartbeat.json"
NEWS_HEARTBEAT_FILE = "news_heartbeat.json"


class JsonHeartbeatStore:
    """A HeartbeatStore in a file of its own.

    The fields are named as in state.json, so that one healthcheck reads all.
    """

    def __init__(self, data_dir: Path, name: str) -> None:
        self._data_dir = data_dir
        self._name = name

    def beat(self, now: datetime, *, interval_seconds: float) -> None:
        """Say that the service is alive at `now`, and beats again within `interval_seconds`."""
        make_private_folder(self._data_dir)
        remove_leftovers(self._data_dir, self._name)
        beat = {"heartbeat": now, "loop_interval_seconds": interval_seconds}
        replace_file(self._data_dir / self._name, encode(beat) + b"\n")
