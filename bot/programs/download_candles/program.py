"""tools/download_candles.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.domain.errors import ConfigError
from bot.programs.download_candles.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Download what is not kept yet and tell what is kept; errors are for run_program to tell."""
    given = parser().parse_args(arguments)
    if given.end is not None and given.start >= given.end:
        raise ConfigError(f"need --start before --end, was {given.start} and {given.end}")
    from bot.programs.download_candles.run import run  # pandas loads here, so that --help is quick

    return run(given)
