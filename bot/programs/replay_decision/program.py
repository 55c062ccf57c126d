"""tools/replay_decision.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.domain.errors import ConfigError
from bot.programs.replay_decision.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Replay and tell; 0 also where something differs, since that is a finding and no failure."""
    given = parser().parse_args(arguments)
    symbol, _ = given.id
    if symbol is not None and given.symbol is not None and symbol != given.symbol:
        raise ConfigError(f"need one symbol, were {symbol!r} in --id and {given.symbol!r}")
    from bot.programs.replay_decision.run import run  # numba loads here, so that --help is quick

    return run(given)
