"""tools/doctor.py from its arguments to its exit code."""

from collections.abc import Sequence

from bot.command_line import Parser, while_importing

_DESCRIPTION = """Look at everything that trading needs, as run_live_trading.py does before its
first cycle, and say what to do where something is not in order. Nothing is traded, and no order is
sent. Settings come from the environment and .env. Exit codes: 0 in order, 2 configuration, 3 data,
4 network or exchange."""


def main(arguments: Sequence[str]) -> int:
    """Look, show, and end with the code of the first thing that stops trading."""
    given = parser().parse_args(arguments)
    with while_importing():
        from bot.programs.doctor.run import run  # numba loads here, so that --help is quick

    return run(as_json=given.json)


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/doctor.py", description=_DESCRIPTION)
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags
