"""tools/exchange_simulator.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.domain.errors import ConfigError
from bot.programs.exchange_simulator.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Answer as an exchange until Ctrl-C; errors are for run_program to tell."""
    given = parser().parse_args(arguments)
    symbols = [name for name, _ in given.candles] + given.symbols
    twice = {name for name in symbols if symbols.count(name) > 1}
    if twice:
        raise ConfigError(f"need every symbol once, was {', '.join(sorted(twice))} again")
    from bot.command_line import while_importing

    with while_importing():  # pandas loads here, so that --help is quick
        from bot.programs.exchange_simulator.run import run

    return run(given)
