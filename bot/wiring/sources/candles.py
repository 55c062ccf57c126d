"""Where candles come from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.domain import (
    AssetType,
    CandleStore,
    DataSource,
    MarketDataClient,
)
from bot.domain.errors import ConfigError
from bot.market_data import (
    CsvMarketDataClient,
    KeepingMarketDataClient,
    ReplayMarketDataClient,
    SyntheticMarketDataClient,
    YFinanceMarketDataClient,
    read_candles_csv,
)
from bot.market_data.synthetic import FIRST_HISTORY
from bot.settings import Settings
from bot.wiring.state import volume

if TYPE_CHECKING:
    from bot.portfolio import PortfolioAsset  # a backtest of a file has no portfolio


def market_data(
    settings: Settings,
    asset: "PortfolioAsset",
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


def candle_source(
    settings: Settings,
    source: DataSource,
    *,
    symbol: str,
    timeframe: str,
    exchange: Callable[[], MarketDataClient],
    last_candle_time: datetime | None = None,
    history: int = 0,
) -> MarketDataClient:
    """The adapter of a source.

    Synthetic candles begin with at least `history` closed ones.
    """
    if source is DataSource.SYNTHETIC:
        return SyntheticMarketDataClient(
            symbol=symbol,
            timeframe=timeframe,
            seed=settings.candles.synthetic_seed,
            last_candle_time=last_candle_time,
            history=max(FIRST_HISTORY, history),
        )
    if source.reads_file:
        return _from_file(settings, source, timeframe, last_candle_time)
    if source is DataSource.YAHOO:
        return _keeping(settings, YFinanceMarketDataClient(), str(source))
    return exchange()


def exchange_of(settings: Settings) -> Callable[[], MarketDataClient]:
    """Makes the exchange on first use: one for all symbols, since its rate limit holds for all."""

    @cache
    def client() -> MarketDataClient:
        from bot.exchange import ExchangeClient  # its retries load a network's loop

        bare = ExchangeClient(
            settings.exchange.exchange_id, base_url=settings.exchange.exchange_url
        )
        return _keeping(settings, bare, settings.exchange.name)

    return client


def _keeping(settings: Settings, client: MarketDataClient, source: str) -> MarketDataClient:
    """The source with its candles kept on the volume, so that each is asked for once."""
    return KeepingMarketDataClient(
        client, lambda symbol, timeframe: candle_store(settings, source, symbol, timeframe)
    )


def candle_store(settings: Settings, source: str, symbol: str, timeframe: str) -> CandleStore:
    """What is kept of a source's candles."""
    return volume(settings).candles(source, symbol, timeframe)


def source_of(settings: Settings, asset: "PortfolioAsset") -> DataSource:
    """Where the asset's candles come from."""
    is_crypto = asset.asset_type is AssetType.CRYPTO
    if settings.candles.data_source is DataSource.EXCHANGE and not is_crypto:
        return DataSource.YAHOO
    return settings.candles.data_source


def _from_file(
    settings: Settings, source: DataSource, timeframe: str, last_candle_time: datetime | None
) -> MarketDataClient:
    if settings.candles.candles_csv is None:
        raise ConfigError(f"need CANDLES_CSV with DATA_SOURCE={source}, was not set")
    if source is DataSource.CSV:
        return CsvMarketDataClient(settings.candles.candles_csv, timeframe=timeframe)
    frame = read_candles_csv(settings.candles.candles_csv, timeframe=timeframe)
    return ReplayMarketDataClient(frame, timeframe=timeframe, last_candle_time=last_candle_time)


def refuse_shared_file(settings: Settings, assets: Sequence["PortfolioAsset"]) -> None:
    """ConfigError where one file of candles would have to serve several assets."""
    if len(assets) > 1 and settings.candles.data_source.reads_file:
        raise ConfigError(
            f"need one asset with DATA_SOURCE={settings.candles.data_source}, were {len(assets)} "
            f"in {settings.portfolio_file}: one file holds the candles of one symbol"
        )
