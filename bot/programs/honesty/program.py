"""Every promise of the gate, counted; exit code 1 where one is missed."""

from collections.abc import Sequence

from bot.programs.honesty.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Run every line and print the table."""
    given = parser().parse_args(arguments)
    from bot.programs.honesty.run import run  # numba loads here, so that --help is quick

    return run(given)
