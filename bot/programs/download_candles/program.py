"""The program that keeps an exchange's candles from a date on."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.command_line import Meter, Parser, as_argument, as_json, tell, utc_moment, write_out
from bot.domain import timeframe_delta
from bot.domain.errors import ConfigError, MarketDataError, TradingLabError

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from bot.settings import Settings


def main(arguments: Sequence[str]) -> int:
    """Download what is not kept yet and tell what is kept; errors are for run_program to tell."""
    given = _parser().parse_args(arguments)
    if given.end is not None and given.start >= given.end:
        raise ConfigError(f"need --start before --end, was {given.start} and {given.end}")
    from bot import wiring  # pandas loads here, so that --help is quick
    from bot.reports.candles import kept_document, kept_text

    settings = wiring.load_settings()
    symbol = given.symbol or settings.strategy_base.symbol
    timeframe = given.timeframe or settings.strategy_base.timeframe
    candles, problems = _download(given, settings, symbol, timeframe)
    document = kept_document(
        candles,
        symbol=symbol,
        timeframe=timeframe,
        source=wiring.exchange_name(settings),
        problems=problems,
    )
    write_out(as_json(document) if given.json else kept_text(document))
    return 0


def _parser() -> Parser:
    flags = Parser(
        prog="tools/download_candles.py",
        description="Keep an exchange's candles from a date on in DATA_DIR. An interrupted run goes"
        " on where it was. EXCHANGE_ID and EXCHANGE_URL name the exchange.",
    )
    moment = as_argument(utc_moment)
    flags.add_argument("--symbol", metavar="SYMBOL", help="such as BTC/USDT (default: SYMBOL)")
    flags.add_argument("--timeframe", metavar="LENGTH", help="such as 1h (default: TIMEFRAME)")
    flags.add_argument(
        "--start", type=moment, required=True, metavar="TIME", help="first open time, UTC"
    )
    flags.add_argument(
        "--end", type=moment, metavar="TIME", help="open times before this (default: now)"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _download(
    given: "argparse.Namespace", settings: "Settings", symbol: str, timeframe: str
) -> "tuple[pd.DataFrame, list[str]]":
    """The candles asked for, all kept by now, and sentences about what was damaged."""
    from bot import wiring
    from bot.exchange import ExchangeClient
    from bot.market_data import backfill

    length = timeframe_delta(timeframe)
    client = ExchangeClient(settings.exchange.exchange_id, base_url=settings.exchange.exchange_url)
    closed = client.now() - length
    end = closed if given.end is None else min(given.end, closed)
    if given.start >= end:
        raise ConfigError(f"need --start before the newest closed candle and --end, was {end}")
    store = wiring.candle_store(settings, wiring.exchange_name(settings), symbol, timeframe)
    meter = _progress(given.start, end, quiet=given.quiet)
    try:
        problems = backfill(
            store,
            lambda first, before: client.fetch_stretch(symbol, timeframe, first, before),
            given.start,
            end,
            meter,
        )
    except TradingLabError:
        tell("what was downloaded is kept: the same command goes on from there")
        raise
    found = [one.candles for one in store.load().stretches if one.start <= given.start < one.end]
    candles = found[0].loc[given.start : end - timedelta(microseconds=1)] if found else None
    if candles is None or candles.empty:
        raise MarketDataError(
            f"{settings.exchange.exchange_id} has no {timeframe} candle of {symbol}"
            f" from {given.start} on and before {end}: choose another --start"
        )
    return candles, problems


def _progress(start: datetime, end: datetime, *, quiet: bool) -> Callable[[datetime], None]:
    """Tells how far the download is when called with the moment that it reached."""
    meter = Meter(quiet=quiet)

    def reached(moment: datetime) -> None:
        share = min((moment - start) / (end - start), 1.0)
        meter.show(share, f"{share:.0%}, until {moment:%Y-%m-%d %H:%M}")

    return reached
