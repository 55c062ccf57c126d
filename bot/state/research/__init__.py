"""Research runs that were interrupted: their finished parts."""

from bot.state.research.parts_file import PartsFile

__all__ = ["PartsFile"]
