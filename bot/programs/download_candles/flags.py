"""The flags of tools/download_candles.py."""

from bot.command_line import Parser, as_argument, symbol, timeframe, utc_moment


def parser() -> Parser:
    """The flags; what is not given comes from the environment and .env."""
    flags = Parser(
        prog="tools/download_candles.py",
        description="Keep an exchange's candles from a date on in DATA_DIR. An interrupted run goes"
        " on where it was. EXCHANGE_ID and EXCHANGE_URL name the exchange.",
    )
    moment = as_argument(utc_moment)
    flags.add_argument(
        "--symbol",
        type=as_argument(symbol),
        metavar="SYMBOL",
        help="such as BTC/USDT (default: SYMBOL)",
    )
    flags.add_argument(
        "--timeframe",
        type=as_argument(timeframe),
        metavar="LENGTH",
        help="such as 1h (default: TIMEFRAME)",
    )
    flags.add_argument(
        "--start", type=moment, required=True, metavar="TIME", help="first open time, UTC"
    )
    flags.add_argument(
        "--end", type=moment, metavar="TIME", help="open times before this (default: now)"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags
