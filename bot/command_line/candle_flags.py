"""The flag for dates that do not say which number is the day."""

import argparse

from bot.command_line.answers import as_argument, one_of
from bot.domain import DATE_FORMATS


def add_date_format(flags: argparse._ActionsContainer) -> None:
    """--date-format, beside --csv."""
    flags.add_argument(
        "--date-format",
        type=as_argument(one_of(*DATE_FORMATS)),
        metavar=f"{{{','.join(DATE_FORMATS)}}}",
        help="of a file's dates such as 01/03/2024, where no day above 12 says it",
    )
