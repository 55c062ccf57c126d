"""What is kept of the inside of an asset's candles."""

from functools import partial

import pandas as pd

from bot.domain import DataSource
from bot.domain.errors import StateError
from bot.optimizer import FinerCandles
from bot.portfolio import PortfolioAsset
from bot.settings import Settings
from bot.wiring.assets import source_of
from bot.wiring.sources import candle_store


def finer_candles(settings: Settings, asset: PortfolioAsset) -> FinerCandles:
    """The candles of every timeframe that are kept of an asset's source; of others none are."""
    source, symbol = source_of(settings, asset), asset.data_symbol
    if source is DataSource.YAHOO:
        return FinerCandles(kept=partial(_kept, settings, str(source), symbol))
    if source is DataSource.EXCHANGE:
        return FinerCandles(
            kept=partial(_kept, settings, settings.exchange_name, symbol), downloads=symbol
        )
    return FinerCandles()


def _kept(settings: Settings, source: str, symbol: str, timeframe: str) -> pd.DataFrame | None:
    """All that is kept of a timeframe as one frame; None where it cannot be read, either: the
    gate can do without, and asks for it where it cannot.
    """
    try:
        stretches = candle_store(settings, source, symbol, timeframe).load().stretches
    except StateError:
        return None
    frames = [stretch.candles for stretch in stretches if len(stretch.candles)]
    return pd.concat(frames) if frames else None
