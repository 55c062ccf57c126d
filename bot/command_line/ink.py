"""Emphasis on a terminal, and none anywhere else."""

import os
from collections.abc import Mapping
from typing import TextIO


class Ink:
    """Marks text on a terminal; plain elsewhere, with NO_COLOR (no-color.org) and TERM=dumb."""

    def __init__(self, stream: TextIO, environment: Mapping[str, str] = os.environ) -> None:
        dumb = environment.get("TERM") == "dumb"
        self._coloured = stream.isatty() and not environment.get("NO_COLOR") and not dumb

    def strong(self, text: str) -> str:
        """What the eye should find first."""
        return self._marked("1", text)

    def faint(self, text: str) -> str:
        """What may be passed over."""
        return self._marked("2", text)

    def alarming(self, text: str) -> str:
        """What went wrong; the words alone must say so too."""
        return self._marked("33", text)

    def _marked(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._coloured else text
