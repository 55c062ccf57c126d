"""Which past candles a program is asked for: its flags, and what holds where one is not given."""

import argparse
from pathlib import Path

from bot.command_line import add_date_format, as_argument, one_of, symbol, timeframe
from bot.domain import DataSource
from bot.domain.errors import ConfigError
from bot.programs.candle_request import SOURCES
from bot.settings import Settings

ALL = "all"
"""A --lookback that leaves nothing out."""


def add_market(flags: argparse._ActionsContainer) -> None:
    """--symbol and --timeframe."""
    flags.add_argument("--symbol", type=as_argument(symbol), metavar="SYMBOL", help="such as NVDA")
    flags.add_argument(
        "--timeframe",
        type=as_argument(timeframe),
        metavar="LENGTH",
        help="of a candle, such as 15m, 1h, 1d",
    )


def add_source(flags: argparse._ActionsContainer) -> None:
    """--csv, --date-format and --source."""
    flags.add_argument("--csv", type=Path, metavar="FILE", help="candles of a file; implies csv")
    add_date_format(flags)
    flags.add_argument(
        "--source",
        type=as_argument(one_of(*SOURCES)),
        metavar=f"{{{','.join(SOURCES)}}}",
        help="where candles come from (default: DATA_SOURCE)",
    )


def source_asked_for(
    given: argparse.Namespace, settings: Settings
) -> tuple[DataSource, Path | None]:
    """The source, and its file where it is one; ConfigError where --csv and --source differ."""
    if given.csv is not None:
        if given.source not in (None, DataSource.CSV):
            raise ConfigError(f"need the source csv with --csv, was {given.source}: leave one out")
        return DataSource.CSV, given.csv
    usual = settings.candles.data_source
    usual = DataSource.CSV if usual.reads_file else usual
    source = usual if given.source is None else DataSource(given.source)
    return source, settings.candles.candles_csv if source is DataSource.CSV else None


def lookback_asked_for(
    given: argparse.Namespace, settings: Settings, csv: Path | None
) -> int | None:
    """How many of the newest candles; None for all, as of a file or from a --start on."""
    if given.lookback is not None:
        return None if given.lookback == ALL else int(given.lookback)
    is_bounded = csv is not None or given.start is not None
    return None if is_bounded else settings.optimizer.optimize_lookback
