"""Where the candles of the portfolio's assets come from."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain import AssetType, DataSource, MarketDataClient
from bot.domain.errors import ConfigError
from bot.portfolio import PortfolioAsset
from bot.settings import Settings
from bot.wiring.sources import candle_source


def market_data(
    settings: Settings,
    asset: PortfolioAsset,
    timeframe: str,
    exchange: Callable[[], MarketDataClient],
    last_candle_time: datetime | None = None,
) -> MarketDataClient:
    """The asset's source of candles; sources with a clock of their own go on after
    `last_candle_time` (the open time of the last candle done, None = from their start).

    With DATA_SOURCE=exchange, what is no crypto asset comes from Yahoo, the rest from `exchange`
    (see exchange_of).
    """
    return candle_source(
        settings,
        source_of(settings, asset),
        symbol=asset.data_symbol,
        timeframe=timeframe,
        exchange=exchange,
        last_candle_time=last_candle_time,
    )


def source_of(settings: Settings, asset: PortfolioAsset) -> DataSource:
    """Where the asset's candles come from."""
    is_crypto = asset.asset_type is AssetType.CRYPTO
    if settings.candles.data_source is DataSource.EXCHANGE and not is_crypto:
        return DataSource.YAHOO
    return settings.candles.data_source


def refuse_shared_file(settings: Settings, assets: Sequence[PortfolioAsset]) -> None:
    """ConfigError where one file of candles has to serve several assets."""
    if len(assets) > 1 and settings.candles.data_source.reads_file:
        raise ConfigError(
            f"need one asset with DATA_SOURCE={settings.candles.data_source}, were {len(assets)} "
            f"in {settings.portfolio_file}: one file holds the candles of one symbol"
        )


def refuse_without_orders(assets: Sequence[PortfolioAsset]) -> None:
    """ConfigError where an asset is none that spot markets of an exchange have."""
    for asset in assets:
        if asset.asset_type is not AssetType.CRYPTO:
            raise ConfigError(
                f"need crypto symbols such as BTC/USDT with PAPER_MODE=false, was {asset.symbol} "
                f"({asset.asset_type}): trade it on paper, in a DATA_DIR of its own"
            )
