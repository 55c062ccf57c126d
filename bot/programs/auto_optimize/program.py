"""run_auto_optimize.py from its arguments to its exit code."""

import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from bot.programs.auto_optimize.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Run until SIGTERM or Ctrl-C, or once with --once; errors of the start are for run_program.

    With --once the exit code is that of the first error where no asset could be optimized, and
    Ctrl-C is KeyboardInterrupt, once what was found until then is on record.
    """
    given = parser().parse_args(arguments)
    for number in (signal.SIGTERM,) if given.once else (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    from bot.programs.auto_optimize.run import run  # numba loads here, so that --help is quick

    return run(once=given.once)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind from wherever the program is: every file is whole at any moment."""
    sys.exit(0)
