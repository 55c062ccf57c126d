"""A state volume in memory: the second adapter of the port, by which the seam is shown to hold."""

from tests.support.memory.volume import MemoryVolume

__all__ = ["MemoryVolume"]
