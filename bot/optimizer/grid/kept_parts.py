"""Where the finished parts of a grid survive an interruption."""

from collections.abc import Iterator
from typing import Protocol

from bot.arrays import FloatArray


class KeptParts(Protocol):
    """Where finished parts survive an interruption; parts come in order, from the first on."""

    def read(self) -> Iterator[FloatArray]:
        """The parts that were kept before, whole ones only, as flat arrays."""
        ...

    def keep(self, part: FloatArray) -> None:
        """Keep one more part."""
        ...


class NothingKept:
    """Keeps nothing: for a run that is over before it could be interrupted."""

    def read(self) -> Iterator[FloatArray]:
        """No part."""
        return iter(())

    def keep(self, part: FloatArray) -> None:
        """Let the part go."""
