"""The flags of tools/parity_report.py."""

from bot.command_line import Parser, add_recorded_flags, as_argument, output_file


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="tools/parity_report.py",
        description="Run the backtester over the candles that a bot recorded, and list each trade "
        "that the bot made otherwise, with the reason. Reads the folder, writes nothing to it.",
    )
    add_recorded_flags(flags)
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    flags.add_argument(
        "--html",
        type=as_argument(output_file),
        metavar="FILE",
        help="write the report as one page that needs no other file",
    )
    return flags
