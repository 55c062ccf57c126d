"""How far a long run is: rewritten in place on a terminal, a line every 10 % elsewhere."""

import sys
import time

from bot.command_line.program import tell

_WIDTH = 70


class Meter:
    """Tells the done share of one run with the time that is left, on stderr.

    What was done before the first call (a run that goes on) does not count for the time left.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._is_terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._first: float | None = None
        self._told_tenths = 0

    @property
    def is_on_terminal(self) -> bool:
        """Is a line rewritten in place?"""
        return self._is_terminal

    def show(self, share: float, said: str, *, from_start: bool = False) -> None:
        """`share` in [0, 1] is done; `said` says so. `from_start`: the first call is work too."""
        if self._first is None:
            self._first = 0.0 if from_start else share
        tenth = int(share * 10)
        if not self._quiet and (self._is_terminal or tenth > self._told_tenths):
            self._tell(share, said)
        self._told_tenths = tenth

    def _tell(self, share: float, said: str) -> None:
        done = share - (self._first or 0.0)
        if done > 0:
            left = (time.monotonic() - self._began) * (1 - share) / done
            said = f"{said}, {left:.0f} s left"
        if self._is_terminal:
            sys.stderr.write(f"\r{said:<{_WIDTH}}" + ("\n" if share >= 1 else ""))
            sys.stderr.flush()
        else:
            tell(said)
