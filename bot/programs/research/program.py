"""python -m bot.research from its arguments to its exit code."""

from collections.abc import Sequence

from bot.command_line import while_importing
from bot.programs.research.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Run, show and save; errors of the tree are for run_program to tell."""
    given = parser().parse_args(arguments)
    with while_importing():
        from bot.programs.research.run import run  # numba loads here, so that --help is quick

    return run(given)
