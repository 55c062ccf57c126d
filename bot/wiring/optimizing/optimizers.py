"""An optimizer of every asset."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pandas as pd
from structlog.typing import FilteringBoundLogger

from bot.decide import earlier_candles
from bot.domain import (
    ConfigCheck,
    ConfigStore,
    DataSource,
    MacroEvent,
    MarketDataClient,
    StrategyConfig,
)
from bot.domain.calendar import EntryBlackout
from bot.optimizer import Conditions, Judge, Objective
from bot.portfolio import PortfolioAsset
from bot.portfolio.optimizing import OptimizedAsset, PortfolioOptimizer
from bot.settings import OptimizerSettings, Settings
from bot.wiring.assets import market_data, refuse_shared_file, source_of
from bot.wiring.opinions import policy_in_use
from bot.wiring.optimizing.finer import finer_candles
from bot.wiring.process import portfolio_of
from bot.wiring.sources import exchange_of, macro_events
from bot.wiring.state import entry_blackout, keep_mended, volume
from bot.wiring.strategies import use_strategies_of


def judge_of(settings: OptimizerSettings) -> Judge:
    """How AUTO_OPTIMIZE_* judge a trial."""
    return Judge(
        objective=Objective.named(settings.auto_optimize_objective),
        mdd_weight=settings.auto_optimize_mdd_weight,
        min_trades=settings.auto_optimize_min_trades,
    )


@contextmanager
def only_optimizer(
    settings: Settings, tell: Callable[[str], None], *, dry_run: bool = False
) -> Iterator[None]:
    """Be the only one on the volume that writes configs; VolumeInUse where another one is.

    What a killed one left behind is mended, but in a dry run; each mending is told, and kept until
    a person has seen it.
    """
    state_volume = volume(settings)
    with state_volume.hold("optimizer"):
        notes = () if dry_run else state_volume.mend_optimizer_records()
        keep_mended(state_volume.mended, notes, tell)
        yield


def portfolio_optimizer(settings: Settings, log: FilteringBoundLogger) -> PortfolioOptimizer:
    """An optimizer of every asset, on the candles that the bot has seen."""
    portfolio = portfolio_of(settings)
    check = use_strategies_of(settings.data_dir)
    settings.candles.refuse_missing_file()
    refuse_shared_file(settings, portfolio.assets)
    capital = portfolio.portfolio_capital or settings.trading.starting_balance
    events = macro_events(settings, log, portfolio.macro_events_path)
    blackout = entry_blackout(settings, log)
    exchange = exchange_of(settings)
    stores = volume(settings)
    assets = [
        _optimized_asset(
            *(settings, stores.configs, asset, asset.allocation * capital, exchange),
            *(events, blackout, check),
        )
        for asset in portfolio.assets
    ]
    return PortfolioOptimizer(assets, stores, log, lambda: datetime.now(UTC))


def _optimized_asset(
    settings: Settings,
    configs: ConfigStore,
    asset: PortfolioAsset,
    initial_balance: float,
    exchange: Callable[[], MarketDataClient],
    events: Callable[[], tuple[MacroEvent, ...]],
    blackout: Callable[[], EntryBlackout],
    check: ConfigCheck,
) -> OptimizedAsset:
    source, policy = source_of(settings, asset), policy_in_use(settings)
    return OptimizedAsset(
        symbol=asset.symbol,
        champion=lambda: (
            configs.read(
                asset.symbol,
                settings.strategy_base,
                asset=asset.config_values,
                check=check,
            ).config
        ),
        candles=lambda config: seen_candles(settings, asset, config, exchange),
        finer=finer_candles(settings, asset),
        lookback=settings.optimizer.optimize_lookback,
        conditions=lambda: Conditions(
            policy=policy,
            events=events(),
            macro_symbol=asset.macro_symbol,
            count_undated=source is DataSource.SYNTHETIC,
            asset_type=asset.asset_type,
            stated_periods=asset.periods_per_year,
            initial_balance=initial_balance,
            source=str(source),
            blackout=blackout(),
        ),
    )


def seen_candles(
    settings: Settings,
    asset: PortfolioAsset,
    config: StrategyConfig,
    exchange: Callable[[], MarketDataClient],
) -> pd.DataFrame:
    """The newest OPTIMIZE_LOOKBACK candles after those that warm them up.

    Of a remote source so many as every usual config needs, of another one all that it has; of one
    with a clock of its own, those that the bot has seen by now.
    """
    state = volume(settings).reader(asset.symbol).load_state()
    last = None if state is None else state.last_candle_time
    source = market_data(settings, asset, config.timeframe, exchange, last)
    kind = source_of(settings, asset)
    if kind not in (DataSource.SYNTHETIC, DataSource.REPLAY):
        source.advance()
    wanted = settings.optimizer.optimize_lookback + earlier_candles(config, kind)
    return source.fetch_ohlcv(asset.data_symbol, config.timeframe, wanted)
