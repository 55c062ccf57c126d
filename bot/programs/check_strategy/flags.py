"""The flags of tools/check_strategy.py."""

from pathlib import Path

from bot.command_line import Parser, add_date_format, as_argument, count, timeframe

_DESCRIPTION = """Check whether the backtest of a strategy can be believed: whether it looks ahead,
decides alike on every long-enough window, bears few and constant candles, gives the same answer
each time, and has valid parameters. Exit codes: 0 every check passed, 1 bug, 2 usage, or a strategy
or parameters that cannot be used, 3 a check failed or could not be made, or unusable candles."""


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/check_strategy.py", description=_DESCRIPTION)
    flags.add_argument(
        "name",
        metavar="NAME",
        help="ema_rsi, bollinger_reversion, macd_trend, or your own: the file NAME.py in"
        " DATA_DIR/strategies, or a module path with dots",
    )
    flags.add_argument(
        "--params",
        "--strategy-params",
        default="",
        metavar="NAME=VALUE,...",
        help="parameters other than the strategy's defaults, also as a JSON object",
    )
    flags.add_argument(
        "--csv",
        type=Path,
        metavar="FILE",
        help="candles of a file, instead of invented ones of several kinds",
    )
    add_date_format(flags)
    flags.add_argument(
        "--candles",
        type=as_argument(count(100, 1_000_000)),
        metavar="N",
        help="how many of each kind, or the newest of the file; default: 2000, or all of the file",
    )
    flags.add_argument(
        "--tries",
        type=as_argument(count(10, 1_000_000)),
        default=200,
        metavar="N",
        help="how many beginnings and windows of each kind are tried; default: 200",
    )
    flags.add_argument(
        "--timeframe",
        type=as_argument(timeframe),
        default="1h",
        metavar="LENGTH",
        help="of invented candles; default: 1h",
    )
    flags.add_argument(
        "--seed", type=as_argument(count()), default=0, metavar="N", help="of chance; default: 0"
    )
    flags.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="whose strategies/ is looked in"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags
