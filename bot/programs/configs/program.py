"""tools/configs.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.programs.configs.flags import parse


def main(arguments: Sequence[str]) -> int:
    """List, show, compare or put back; errors are for run_program to tell."""
    given = parse(arguments)
    from bot.programs.configs.run import run  # numba loads here, so that --help is quick

    return run(given)
