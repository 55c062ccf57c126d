"""tools/ask.py from its arguments to its exit code."""

from collections.abc import Sequence
from pathlib import Path

from bot.command_line import Parser, as_argument, text

_DESCRIPTION = """Answer a question in words from what a bot recorded, as POST /ai/question does,
without the API: "Why did you buy?", "How did this week go?". Nothing is written."""


def main(arguments: Sequence[str]) -> int:
    """Answer, and show the facts behind it with --facts or --json."""
    given = parser().parse_args(arguments)
    from bot.programs.ask.run import run  # settings load here, so that --help is quick

    return run(given)


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/ask.py", description=_DESCRIPTION)
    flags.add_argument("question", type=as_argument(text), help="in quotation marks")
    flags.add_argument(
        "--symbol", type=as_argument(text), help="where the question names none (default: primary)"
    )
    flags.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="the bot's state (default: DATA_DIR)"
    )
    flags.add_argument("--facts", action="store_true", help="list what the answer rests on")
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags
