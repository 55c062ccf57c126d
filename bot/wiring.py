"""From Settings to parts: the only place that chooses an adapter."""

import math
import os
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pandas as pd
import structlog
from structlog.typing import FilteringBoundLogger

from bot.domain import (
    AssetType,
    BotState,
    DataSource,
    MacroEvent,
    MarketDataClient,
    StrategyConfig,
    guess_asset_type,
    merge_config,
)
from bot.domain.errors import ConfigError, StateError
from bot.domain.kept_candles import CandleStore
from bot.logs import configure_logs
from bot.macro import BASELINE_EVENTS
from bot.optimizer import Conditions, Judge, Objective
from bot.portfolio import (
    OptimizedAsset,
    PortfolioAsset,
    PortfolioConfig,
    PortfolioOptimizer,
    PortfolioRunner,
    TradedSymbol,
)
from bot.settings import Settings
from bot.state import (
    ConfigWatcher,
    CurrentMacroEvents,
    MacroEventsFiles,
    Volume,
    read_config,
)
from bot.trading import RecordBuffer, Trader
from bot.trading.market import Market

REPLAY_BATCH_CYCLES = 500


def load_settings() -> Settings:
    """The settings of this process's environment and .env."""
    return Settings.load(os.environ)


def logger(settings: Settings) -> FilteringBoundLogger:
    """The process's structured log, on stderr; tells names in .env that nobody knows."""
    configure_logs(settings.log_level, as_json=settings.log_format == "json")
    log: FilteringBoundLogger = structlog.get_logger()
    if settings.unknown_names:
        log.warning("unknown names in .env", names=settings.unknown_names)
    return log


def volume(settings: Settings) -> Volume:
    """The state volume."""
    return Volume(settings.data_dir)


def portfolio_of(settings: Settings) -> PortfolioConfig:
    """portfolio.json where there is one, else the one symbol of the settings with all capital."""
    file = settings.portfolio_file
    base, lookback = settings.strategy_base, settings.lookback
    if file.exists() or settings.portfolio_path is not None:
        return PortfolioConfig.load(file, base=base, default_lookback=lookback)
    alone = PortfolioAsset(
        symbol=base.symbol,
        asset_type=guess_asset_type(base.symbol),
        allocation=1.0,
        timeframe=base.timeframe,
        lookback=lookback,
        data_symbol=base.symbol,
        macro_symbol=base.symbol,
    )
    return PortfolioConfig(assets=(alone,))


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
    """The adapter of a source; nothing but this one is imported.

    Synthetic candles begin with at least `history` closed ones.
    """
    if source is DataSource.SYNTHETIC:
        from bot.market_data.synthetic import FIRST_HISTORY, SyntheticMarketDataClient

        return SyntheticMarketDataClient(
            symbol=symbol,
            timeframe=timeframe,
            seed=settings.synthetic_seed,
            last_candle_time=last_candle_time,
            history=max(FIRST_HISTORY, history),
        )
    if source.reads_file:
        return _from_file(settings, source, timeframe, last_candle_time)
    if source is DataSource.YAHOO:
        from bot.market_data import YFinanceMarketDataClient

        return _keeping(settings, YFinanceMarketDataClient(), str(source))
    return exchange()


def exchange_of(settings: Settings) -> Callable[[], MarketDataClient]:
    """Makes the exchange on first use: one for all symbols, since its rate limit holds for all."""

    @cache
    def client() -> MarketDataClient:
        from bot.exchange import ExchangeClient

        bare = ExchangeClient(settings.exchange_id, base_url=settings.exchange_url)
        return _keeping(settings, bare, exchange_name(settings))

    return client


def _keeping(settings: Settings, client: MarketDataClient, source: str) -> MarketDataClient:
    """The source with its candles kept on the volume, so that each is asked for once."""
    from bot.market_data import KeepingMarketDataClient

    return KeepingMarketDataClient(
        client, lambda symbol, timeframe: candle_store(settings, source, symbol, timeframe)
    )


def candle_store(settings: Settings, source: str, symbol: str, timeframe: str) -> CandleStore:
    """What is kept of a source's candles."""
    from bot.state.candle_store import ParquetCandleStore

    return ParquetCandleStore(settings.data_dir, source, symbol, timeframe)


def exchange_name(settings: Settings) -> str:
    """The exchange as a source of kept candles: another address may have other candles."""
    url = settings.exchange_url
    return settings.exchange_id if url is None else f"{settings.exchange_id}_{url}"


def source_of(settings: Settings, asset: PortfolioAsset) -> DataSource:
    """Where the asset's candles come from."""
    is_crypto = asset.asset_type is AssetType.CRYPTO
    if settings.data_source is DataSource.EXCHANGE and not is_crypto:
        return DataSource.YAHOO
    return settings.data_source


def _from_file(
    settings: Settings, source: DataSource, timeframe: str, last_candle_time: datetime | None
) -> MarketDataClient:
    from bot.market_data import CsvMarketDataClient, ReplayMarketDataClient, read_candles_csv

    if settings.candles_csv is None:
        raise ConfigError(f"need CANDLES_CSV with DATA_SOURCE={source}, was not set")
    if source is DataSource.CSV:
        return CsvMarketDataClient(settings.candles_csv, timeframe=timeframe)
    frame = read_candles_csv(settings.candles_csv, timeframe=timeframe)
    return ReplayMarketDataClient(frame, timeframe=timeframe, last_candle_time=last_candle_time)


def macro_events(
    settings: Settings, log: FilteringBoundLogger, further: Path | None = None
) -> Callable[[], tuple[MacroEvent, ...]]:
    """The events known now, files read again every MACRO_REFRESH_SECONDS; with synthetic candles
    the built-in samples too. `further` is one more file (the portfolio's).
    """
    paths = settings.macro_events_files
    files = MacroEventsFiles(
        paths if further is None else (*paths, further),
        settings.macro_refresh_seconds,
        time.monotonic,
        expected=further or settings.macro_events_path,
    )
    samples = BASELINE_EVENTS if settings.data_source is DataSource.SYNTHETIC else ()
    return lambda: _told(files.current(), log).events + samples


def _told(read: CurrentMacroEvents, log: FilteringBoundLogger) -> CurrentMacroEvents:
    if read.problems_are_new:
        log.warning("macro events", problems=read.problems)
    return read


def portfolio_runner(settings: Settings, log: FilteringBoundLogger) -> PortfolioRunner:
    """A trader for every asset, each going on from its state; the first one is the primary.

    One whose state cannot be used is left out and told, and stops none of the others; StateError
    where none is left. The caller holds the volume.
    """
    portfolio = portfolio_of(settings)
    assets = portfolio.assets
    _refuse_shared_file(settings, assets)
    state_volume = volume(settings)
    for note in state_volume.make_primary(assets[0].symbol):
        log.warning("state volume", note=note)
    capital = portfolio.portfolio_capital or settings.starting_balance
    if portfolio.data_dir not in (None, settings.data_dir):
        log.warning("data_dir of the portfolio is not used", used=str(settings.data_dir))
    events = macro_events(settings, log, portfolio.macro_events_path)
    exchange = exchange_of(settings)
    symbols: list[TradedSymbol] = []
    for asset in assets:
        balance = asset.allocation * capital
        try:
            symbols.append(
                _traded_symbol(settings, asset, balance, state_volume, exchange, events, log)
            )
        except StateError as error:
            log.error("not traded, its state cannot be used", symbol=asset.symbol, error=str(error))
            if asset is assets[-1] and not symbols:
                raise
    return PortfolioRunner(symbols, log)


def _refuse_shared_file(settings: Settings, assets: Sequence[PortfolioAsset]) -> None:
    if len(assets) > 1 and settings.data_source.reads_file:
        raise ConfigError(
            f"need one asset with DATA_SOURCE={settings.data_source}, were {len(assets)} in "
            f"{settings.portfolio_file}: one file holds the candles of one symbol"
        )


def _traded_symbol(
    settings: Settings,
    asset: PortfolioAsset,
    initial_balance: float,
    state_volume: Volume,
    exchange: Callable[[], MarketDataClient],
    events: Callable[[], tuple[MacroEvent, ...]],
    log: FilteringBoundLogger,
) -> TradedSymbol:
    store = state_volume.writer(asset.symbol)
    for note in store.recovery_notes:
        log.warning("state mended", symbol=asset.symbol, note=note)
    kept = store.load_state()
    watcher = ConfigWatcher(
        settings.data_dir,
        asset.symbol,
        settings.strategy_base,
        asset=asset.config_values,
        last_good=None if kept is None else _config_of(kept),
    )
    market = market_of(settings, asset, watcher.poll().config)
    last = None if kept is None else kept.last_candle_time
    if kept is not None and last is not None:
        market.refuse_foreign(kept)
        _tell_balance(kept, initial_balance, log)
    trader = Trader(
        market=market,
        source=market_data(settings, asset, market.timeframe, exchange, last),
        store=store,
        configs=watcher.poll,
        events=events,
        policy=settings.policy,
        initial_balance=initial_balance,
        heartbeat=lambda: datetime.now(UTC),
        log=log,
        notes=store.recovery_notes,
    )
    at_full_speed = market.mode == "REPLAY" and settings.loop_interval_seconds == 0
    cycles = REPLAY_BATCH_CYCLES if at_full_speed else 1
    return TradedSymbol(trader=trader, buffer=RecordBuffer(store, cycles=cycles))


def _config_of(state: BotState) -> StrategyConfig | None:
    """The config that a state was written under; None where it is none of this version."""
    try:
        return merge_config(StrategyConfig(), state.config)
    except ConfigError:
        return None


def _tell_balance(state: BotState, wanted: float, log: FilteringBoundLogger) -> None:
    if not math.isclose(state.initial_balance, wanted):
        log.warning(
            "the account goes on from its state: another balance needs a DATA_DIR of its own",
            symbol=state.symbol,
            began_with=state.initial_balance,
            not_used=wanted,
        )


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
        loop_interval_seconds=settings.loop_interval_seconds,
        runs_in_real_time=is_live,
    )


def judge_of(settings: Settings) -> Judge:
    """How AUTO_OPTIMIZE_* judge a trial."""
    return Judge(
        objective=Objective.named(settings.auto_optimize_objective),
        mdd_weight=settings.auto_optimize_mdd_weight,
        min_trades=settings.auto_optimize_min_trades,
    )


def portfolio_optimizer(settings: Settings, log: FilteringBoundLogger) -> PortfolioOptimizer:
    """An optimizer of every asset, on the candles that the bot has seen."""
    portfolio = portfolio_of(settings)
    _refuse_shared_file(settings, portfolio.assets)
    capital = portfolio.portfolio_capital or settings.starting_balance
    events = macro_events(settings, log, portfolio.macro_events_path)
    exchange = exchange_of(settings)
    assets = [
        _optimized_asset(settings, asset, asset.allocation * capital, exchange, events)
        for asset in portfolio.assets
    ]
    return PortfolioOptimizer(assets, settings.data_dir, log, lambda: datetime.now(UTC))


def _optimized_asset(
    settings: Settings,
    asset: PortfolioAsset,
    initial_balance: float,
    exchange: Callable[[], MarketDataClient],
    events: Callable[[], tuple[MacroEvent, ...]],
) -> OptimizedAsset:
    source = source_of(settings, asset)
    return OptimizedAsset(
        symbol=asset.symbol,
        champion=lambda: (
            read_config(
                settings.data_dir, asset.symbol, settings.strategy_base, asset=asset.config_values
            ).config
        ),
        candles=lambda config: seen_candles(settings, asset, config.timeframe, exchange),
        conditions=lambda: Conditions(
            policy=settings.policy,
            events=events(),
            macro_symbol=asset.macro_symbol,
            count_undated=source is DataSource.SYNTHETIC,
            asset_type=asset.asset_type,
            initial_balance=initial_balance,
            source=str(source),
        ),
    )


def seen_candles(
    settings: Settings,
    asset: PortfolioAsset,
    timeframe: str,
    exchange: Callable[[], MarketDataClient],
) -> pd.DataFrame:
    """The newest OPTIMIZE_LOOKBACK candles; of a source with a clock of its own, those that the bot
    has seen by now.
    """
    state = volume(settings).reader(asset.symbol).load_state()
    last = None if state is None else state.last_candle_time
    source = market_data(settings, asset, timeframe, exchange, last)
    if source_of(settings, asset) not in (DataSource.SYNTHETIC, DataSource.REPLAY):
        source.advance()
    return source.fetch_ohlcv(asset.data_symbol, timeframe, settings.optimize_lookback)
