"""tools/control.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.programs.control.flags import parse


def main(arguments: Sequence[str]) -> int:
    """Say it, wait for the answer and show it; errors are for run_program to tell."""
    given = parse(arguments)
    from bot.programs.control.run import run  # settings load here, so that --help is quick

    return run(given)
