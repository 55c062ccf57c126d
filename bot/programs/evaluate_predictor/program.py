"""tools/evaluate_predictor.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.command_line import while_importing
from bot.programs.evaluate_predictor.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Measure, show, save, and keep a calibration where one is asked for."""
    given = parser().parse_args(arguments)
    with while_importing():
        from bot.programs.evaluate_predictor.run import run  # numba loads here: --help is quick

    return run(given)
