"""Flags that every program over past candles has alike."""

import argparse

from bot.command_line.answers import amount, as_argument, one_of, utc_moment
from bot.domain import DATE_FORMATS, AssetType


def add_date_format(flags: argparse._ActionsContainer) -> None:
    """--date-format, beside --csv."""
    flags.add_argument(
        "--date-format",
        type=as_argument(one_of(*DATE_FORMATS)),
        metavar=f"{{{','.join(DATE_FORMATS)}}}",
        help="of a file's dates such as 01/03/2024, where no day above 12 says it",
    )


def add_window(flags: argparse._ActionsContainer) -> None:
    """--start and --end: which open times are traded."""
    moment = as_argument(utc_moment)
    flags.add_argument("--start", type=moment, metavar="TIME", help="first open time, UTC")
    flags.add_argument("--end", type=moment, metavar="TIME", help="open times before this, UTC")


def add_trading_hours(flags: argparse._ActionsContainer) -> None:
    """--asset-type and --periods-per-year: how many candles a year has."""
    flags.add_argument(
        "--asset-type",
        type=as_argument(one_of(*AssetType)),
        metavar=f"{{{','.join(AssetType)}}}",
        help="trading hours a year; guessed from the symbol",
    )
    flags.add_argument(
        "--periods-per-year",
        type=as_argument(amount),
        metavar="N",
        help="candles a year that ratios are annualized with, over the asset type's",
    )
