"""The flags that say which recorded run a program reads."""

import argparse
from pathlib import Path

from bot.command_line.answers import as_argument, text


def add_recorded_flags(parser: argparse.ArgumentParser) -> None:
    """Add --data-dir and --symbol."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="the bot's DATA_DIR; it is only read",
    )
    parser.add_argument(
        "--symbol",
        type=as_argument(text),
        metavar="SYMBOL",
        help="one of many (default: the primary one)",
    )
