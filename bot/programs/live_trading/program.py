"""run_live_trading.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.command_line import while_importing
from bot.programs.live_trading.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Ask, check, trade; errors of the tree are for run_program to tell."""
    given = parser().parse_args(arguments)
    with while_importing():
        from bot.programs.live_trading.run import run  # numba loads here, so that --help is quick

    return run(given, arguments)
