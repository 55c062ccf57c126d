"""The time that passes only where a bot waits or asks, in a file that bot and exchange both see."""

import mmap
import struct
from pathlib import Path

_SECONDS = struct.Struct("d")
_COUNTS = {"requests": 8, "is_unanswered": 16, "is_over": 24}
_COUNT = struct.Struct("q")
_BYTES = 32


class MadeTime:
    """Seconds that have passed, and what else one must know of the other.

    Bot and exchange take turns: one of them waits for the other, so nothing is written twice.
    """

    def __init__(self, path: Path) -> None:
        """Zeros where the file is not there yet."""
        if not path.exists():
            path.write_bytes(bytes(_BYTES))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _BYTES)

    @property
    def seconds(self) -> float:
        """How many have passed since the run began."""
        return float(_SECONDS.unpack_from(self._shared, 0)[0])

    def let_pass(self, seconds: float) -> None:
        """Time goes on by so much."""
        _SECONDS.pack_into(self._shared, 0, self.seconds + seconds)

    @property
    def requests(self) -> int:
        """How many the bot has sent, in all its lives."""
        return self._count("requests")

    @requests.setter
    def requests(self, count: int) -> None:
        self._set("requests", count)

    @property
    def is_unanswered(self) -> bool:
        """Whether the bot waits for an answer that does not come in time."""
        return bool(self._count("is_unanswered"))

    @is_unanswered.setter
    def is_unanswered(self, is_so: bool) -> None:
        self._set("is_unanswered", is_so)

    @property
    def is_over(self) -> bool:
        """Whether the bot is asked to end."""
        return bool(self._count("is_over"))

    @is_over.setter
    def is_over(self, is_so: bool) -> None:
        self._set("is_over", is_so)

    def _count(self, name: str) -> int:
        return int(_COUNT.unpack_from(self._shared, _COUNTS[name])[0])

    def _set(self, name: str, value: int) -> None:
        _COUNT.pack_into(self._shared, _COUNTS[name], value)
