"""The market that a symbol is traded at."""

from bot.domain import DataSource, StrategyConfig
from bot.portfolio import PortfolioAsset
from bot.settings import Settings
from bot.trading import Market
from bot.wiring.assets import source_of


def market_of(settings: Settings, asset: PortfolioAsset, config: StrategyConfig) -> Market:
    """The market of an asset under a config."""
    source = source_of(settings, asset)
    is_live = source in (DataSource.EXCHANGE, DataSource.YAHOO)
    return Market(
        symbol=asset.symbol,
        data_symbol=asset.data_symbol,
        macro_symbol=asset.macro_symbol,
        asset_type=asset.asset_type,
        timeframe=config.timeframe,
        lookback=asset.lookback,
        data_source=str(source),
        mode=settings.mode,
        counts_undated=is_live or source is DataSource.SYNTHETIC,
        loop_interval_seconds=settings.trading.loop_interval_seconds,
        runs_in_real_time=is_live,
    )
