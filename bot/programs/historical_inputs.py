"""The candles and macro events of the past, from the sources that wiring makes."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import pandas as pd

from bot.candles import CandleWindow, infer_timeframe, refuse_other_timeframe, with_gaps_told
from bot.domain import DataSource, MarketDataClient, called, rfc3339
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import DataError, MarketDataError
from bot.macro import KnownEvents
from bot.market_data import read_candles_csv
from bot.programs.candle_request import CandleRequest, newest_wanted
from bot.settings import Settings
from bot.wiring.sources import candle_source, exchange_of, load_events
from bot.wiring.state import load_blackout

CsvReader = Callable[[Path], pd.DataFrame]


def csv_reader(date_format: str | None) -> CsvReader:
    """A reader that reads each file once and leaves out the candle that still runs."""
    return cache(partial(read_candles_csv, date_format=date_format, now=datetime.now(UTC)))


def seeded(settings: Settings, seed: int | None) -> Settings:
    """The settings with a flag's seed over SYNTHETIC_SEED; None for a flag that was not given."""
    if seed is None:
        return settings
    return replace(settings, candles=replace(settings.candles, synthetic_seed=seed))


def load_candles(
    request: CandleRequest, settings: Settings, read_csv: CsvReader, *, earlier: int
) -> CandleWindow:
    """The requested candles of a checked frame, with up to `earlier` ones before them.

    DataError where nothing is left, ExchangeError where none can be had.
    """
    if request.source is DataSource.CSV and request.csv is not None:
        return _window(_of_file(request, request.csv, read_csv), request, earlier)
    client = _source(request, settings)
    limit = newest_wanted(request, client.now()) + earlier
    candles = client.fetch_ohlcv(request.symbol, request.timeframe, limit)
    return _window(candles, request, earlier)


def events_for(
    request: CandleRequest, settings: Settings, named: Path | None, *, macro_enabled: bool
) -> KnownEvents:
    """The events of the file `named`, else those that the bot reads; none without macro."""
    if not macro_enabled:
        return KnownEvents()
    return load_events(settings, named, invented=request.source is DataSource.SYNTHETIC)


def blackout_for(settings: Settings, given: argparse.Namespace) -> EntryBlackout:
    """When nothing is entered, by the settings with what the flags state over them."""
    with called({f"{side}_minutes": f"--blackout-{side}" for side in ("before", "after")}):
        return load_blackout(settings, given.calendar, given.blackout_before, given.blackout_after)


def _source(request: CandleRequest, settings: Settings) -> MarketDataClient:
    return candle_source(
        settings,
        request.source,
        symbol=request.symbol,
        timeframe=request.timeframe,
        exchange=exchange_of(settings),
        history=request.lookback or 0,
    )


def _of_file(request: CandleRequest, file: Path, read_csv: CsvReader) -> pd.DataFrame:
    candles = read_csv(file)
    refuse_other_timeframe(candles, request.timeframe, str(file))
    return with_gaps_told(candles, request.timeframe, never_closes=request.never_closes)


def _window(candles: pd.DataFrame, request: CandleRequest, earlier: int) -> CandleWindow:
    index = candles.index
    first = 0 if request.start is None else int(index.searchsorted(request.start))
    last = len(index) if request.end is None else int(index.searchsorted(request.end))
    if first >= last:
        raise MarketDataError(
            f"need candles {_span(request)}, had those from {rfc3339(index[0])}"
            f" to {rfc3339(index[-1])}: choose --start and --end among them"
        )
    if request.lookback is not None:
        first = max(first, last - request.lookback)
    begin = max(0, first - earlier)
    return CandleWindow(candles=candles.iloc[begin:last], warm_up=first - begin)


def _span(request: CandleRequest) -> str:
    start = f"from {rfc3339(request.start)}" if request.start else ""
    end = f"before {rfc3339(request.end)}" if request.end else ""
    return " and ".join(filter(None, (start, end)))


def timeframe_of_file(csv: Path | None, read_csv: CsvReader) -> str | None:
    """The timeframe of a file's candles; None without a file or where they do not tell."""
    if csv is None:
        return None
    candles = read_csv(csv)
    try:
        return infer_timeframe(candles)
    except DataError:
        return None  # a single candle: the usual timeframe is as good as any
