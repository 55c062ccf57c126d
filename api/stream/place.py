"""Up to where a client has been told, as a text that only this service reads."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

_MOST_BYTES = 200_000
_FEW_HISTORIES = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The newest record told of each history, by the history's name, in microseconds.

    A history that is not named has not been told of at all.
    """

    told: Mapping[str, int]

    def after(self, name: str, microseconds: int) -> "Place":
        """With one more record told."""
        return Place({**self.told, name: microseconds})

    @property
    def is_short(self) -> bool:
        """Whether its text is no longer than what is told with it."""
        return len(self.told) <= _FEW_HISTORIES

    @property
    def text(self) -> str:
        """The place as an event's id: it outlives this process."""
        packed = zlib.compress(orjson.dumps(self.told, option=orjson.OPT_SORT_KEYS), level=1)
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def of_text(cls, text: str) -> "Place | None":
        """What `text` gave; None for what no event ever had as its id."""
        try:
            packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
            unpacker = zlib.decompressobj()
            told = orjson.loads(unpacker.decompress(packed, _MOST_BYTES))
        except (ValueError, binascii.Error, zlib.error):
            return None
        if not isinstance(told, dict) or not all(type(at) is int for at in told.values()):
            return None
        return cls(told)
