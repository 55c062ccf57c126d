"""tools/check_strategy.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.programs.check_strategy.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Check and tell; 3 unless every check passed."""
    given = parser().parse_args(arguments)
    from bot.programs.check_strategy.run import run  # numba loads here, so that --help is quick

    return run(given)
