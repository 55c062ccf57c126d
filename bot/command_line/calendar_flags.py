"""Flags of the time around scheduled events in which nothing is entered."""

import argparse
from pathlib import Path

from bot.command_line.answers import as_argument, real_number


def add_calendar_flags(parser: argparse.ArgumentParser) -> None:
    """Add --calendar, --blackout-before and --blackout-after."""
    group = parser.add_argument_group("no entry around scheduled events of high impact")
    group.add_argument(
        "--calendar",
        type=Path,
        metavar="FILE",
        help="these events instead of those of DATA_DIR/calendar.yml or CALENDAR_PATH",
    )
    for side in ("before", "after"):
        group.add_argument(
            f"--blackout-{side}",
            type=as_argument(real_number),
            metavar="MINUTES",
            help=f"how long {side} one nothing is entered; built in: 0, which is off",
        )
