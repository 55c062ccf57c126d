"""The markets of the playbook, each with the source of its real candles."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

import pandas as pd

from bot.domain import AssetType, DataSource, MarketDataClient
from bot.market_data import read_candles_csv
from bot.optimizer import Conditions
from bot.portfolio import PortfolioAsset
from bot.portfolio.optimizing import OptimizedAsset
from bot.portfolio.playbook import (
    FetchedHorizons,
    FileHorizons,
    HorizonCandles,
    InventedHorizons,
    KeptHorizons,
    PlaybookMarket,
    real_conditions,
    shown_until,
)
from bot.settings import Settings
from bot.wiring.assets import market_data, source_of
from bot.wiring.process import portfolio_of
from bot.wiring.sources import candle_store, exchange_of
from bot.wiring.state import volume


def playbook_markets(
    settings: Settings, assets: Sequence[OptimizedAsset]
) -> tuple[PlaybookMarket, ...]:
    """The markets of optimized assets at every horizon, each under its config in use."""
    stated = {asset.symbol: asset for asset in portfolio_of(settings).assets}
    exchange = exchange_of(settings)
    return tuple(
        PlaybookMarket(
            symbol=asset.symbol,
            asset_type=str(stated[asset.symbol].asset_type),
            champion=asset.champion,
            conditions=partial(_real_conditions, asset.conditions),
            candles=horizons_of(settings, stated[asset.symbol], exchange),
        )
        for asset in assets
    )


def _real_conditions(conditions: Callable[[], Conditions]) -> Conditions:
    return real_conditions(conditions())


def horizons_of(
    settings: Settings, asset: PortfolioAsset, exchange: Callable[[], MarketDataClient]
) -> Callable[[str, int], HorizonCandles]:
    """Real candles of an asset by timeframe and number, from where DATA_SOURCE has them."""
    source, name = source_of(settings, asset), _kept_name(settings, asset)
    if source.reads_file:
        return FileHorizons(source=source, read=lambda: _of_file(settings, asset, source))
    kept = KeptHorizons(
        name=name,
        store=lambda timeframe: candle_store(settings, name, asset.data_symbol, timeframe),
    )
    if source is DataSource.SYNTHETIC:
        return InventedHorizons(symbol=asset.data_symbol, kept=kept)
    return FetchedHorizons(
        symbol=asset.data_symbol,
        client=lambda timeframe: market_data(settings, asset, timeframe, exchange),
        kept=kept,
    )


def _kept_name(settings: Settings, asset: PortfolioAsset) -> str:
    """Under which name the candles of the asset's market are kept."""
    is_yahoo = settings.candles.data_source is DataSource.YAHOO
    if asset.asset_type is AssetType.CRYPTO and not is_yahoo:
        return settings.exchange_name
    return str(DataSource.YAHOO)


def _of_file(settings: Settings, asset: PortfolioAsset, source: DataSource) -> pd.DataFrame:
    """The file's candles; of a replay those that the bot has been shown by now."""
    frame = read_candles_csv(
        settings.candles.named_file(),
        date_format=settings.candles.candles_date_format,
        now=datetime.now(UTC),
    )
    if source is not DataSource.REPLAY:
        return frame
    state = volume(settings).reader(asset.symbol).load_state()
    return shown_until(frame, None if state is None else state.last_candle_time)
