"""Where candles come from."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.domain import (
    CandleStore,
    DataSource,
    MarketDataClient,
)
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
    from bot.exchange import CcxtSession, ExchangeClient  # what reads a file shall not wait for it


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


def exchange_of(
    settings: Settings, session: "Callable[[], CcxtSession] | None" = None
) -> Callable[[], MarketDataClient]:
    """Makes the exchange on first use: one for all symbols, since its rate limit holds for all.

    With a `session` it shares that of the orders.
    """

    @cache
    def client() -> MarketDataClient:
        bare = bare_exchange(settings, None if session is None else session())
        return _keeping(settings, bare, settings.exchange_name, never_closes=True)

    return client


def bare_exchange(settings: Settings, session: "CcxtSession | None" = None) -> "ExchangeClient":
    """The exchange itself, nothing kept: for who keeps its candles page by page.

    Without a `session` of the orders it has one of its own, and no key.
    """
    from bot.exchange import CcxtSession, ExchangeClient  # its retries load a network's loop

    own = CcxtSession(
        settings.exchange.exchange_id,
        base_url=settings.exchange.exchange_url,
        timeout_seconds=settings.exchange.exchange_timeout_seconds,
        sandbox=settings.trading.is_testnet,
    )
    return ExchangeClient.of(session or own)


def _keeping(
    settings: Settings, client: MarketDataClient, source: str, *, never_closes: bool = False
) -> MarketDataClient:
    """The source with its candles kept on the volume, so that each is asked for once."""
    return KeepingMarketDataClient(
        client,
        lambda symbol, timeframe: candle_store(settings, source, symbol, timeframe),
        never_closes=never_closes,
    )


def candle_store(settings: Settings, source: str, symbol: str, timeframe: str) -> CandleStore:
    """What is kept of a source's candles."""
    return volume(settings).candles(source, symbol, timeframe)


def _from_file(
    settings: Settings, source: DataSource, timeframe: str, last_candle_time: datetime | None
) -> MarketDataClient:
    if source is DataSource.CSV:
        return CsvMarketDataClient(
            settings.candles.named_file(),
            timeframe=timeframe,
            date_format=settings.candles.candles_date_format,
            wall_clock=lambda: datetime.now(UTC),
        )
    frame = read_candles_csv(
        settings.candles.named_file(),
        timeframe=timeframe,
        date_format=settings.candles.candles_date_format,
        now=datetime.now(UTC),
    )
    return ReplayMarketDataClient(frame, timeframe=timeframe, last_candle_time=last_candle_time)
