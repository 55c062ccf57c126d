"""The flags of python -m tools.honesty."""

from bot.command_line import Parser, add_count_flags, as_argument, real_number


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="python -m tools.honesty",
        description="Count how often the promotion gate promotes luck, finds a planted edge, and "
        "rolls back what failed.",
    )
    flags.add_argument(
        "--scale",
        type=as_argument(real_number),
        default=1.0,
        metavar="SHARE",
        help="the share of the series to run, 1 for all",
    )
    add_count_flags(flags)
    return flags
