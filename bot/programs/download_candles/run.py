"""Candles of an exchange downloaded and described, from the parsed flags on."""

import argparse
from collections.abc import Callable
from datetime import datetime, timedelta

import pandas as pd

from bot.command_line import Meter, as_json, tell, write_out
from bot.domain import timeframe_delta
from bot.domain.errors import ConfigError, MarketDataError, TradingLabError
from bot.market_data import backfill
from bot.reports.candles import kept_document, kept_text
from bot.settings import Settings
from bot.wiring.process import load_settings
from bot.wiring.sources import bare_exchange, candle_store


def run(given: argparse.Namespace) -> int:
    """Download what is not kept yet and tell what is kept."""
    settings = load_settings()
    symbol = given.symbol or settings.strategy_base.symbol
    timeframe = given.timeframe or settings.strategy_base.timeframe
    candles, problems = _download(given, settings, symbol, timeframe)
    document = kept_document(
        candles,
        symbol=symbol,
        timeframe=timeframe,
        source=settings.exchange_name,
        problems=problems,
    )
    write_out(as_json(document) if given.json else kept_text(document))
    return 0


def _download(
    given: argparse.Namespace, settings: Settings, symbol: str, timeframe: str
) -> tuple[pd.DataFrame, list[str]]:
    """The candles asked for, all kept by now, and sentences about what was damaged."""
    length = timeframe_delta(timeframe)
    client = bare_exchange(settings)
    closed = client.now() - length
    end = closed if given.end is None else min(given.end, closed)
    if given.start >= end:
        raise ConfigError(f"need --start before the newest closed candle and --end, was {end}")
    store = candle_store(settings, settings.exchange_name, symbol, timeframe)
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
    stretches = [each for each in store.load().stretches if each.start <= given.start < each.end]
    last = end - timedelta(microseconds=1)
    candles = stretches[0].candles.loc[given.start : last] if stretches else None
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
