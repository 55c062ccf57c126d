"""The flags of run_auto_optimize.py."""

from bot.command_line import Parser


def parser() -> Parser:
    """The flags; all else comes from the environment and .env."""
    flags = Parser(
        prog="run_auto_optimize.py",
        description="Search for a better config of every asset, every "
        "AUTO_OPTIMIZE_INTERVAL_MINUTES, and write it where candles that the search has not seen "
        "show that it is better. "
        "Settings come from the environment and .env (see .env.example).",
    )
    flags.add_argument("--once", action="store_true", help="run once and end")
    return flags
