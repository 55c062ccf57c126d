"""run_portfolio_optimize.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.command_line import while_importing
from bot.programs.optimize.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Optimize every asset of the portfolio once; 0 unless none could be optimized."""
    given = parser().parse_args(arguments)
    with while_importing():
        from bot.programs.optimize.run import run  # numba loads here, so that --help is quick

    return run(given)
