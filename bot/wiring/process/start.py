"""What every process begins with: settings, log, and which symbols there are."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog
from structlog.typing import FilteringBoundLogger

from bot.domain import LogProcess, guess_asset_type
from bot.settings import LogSettings, Settings
from bot.wiring.process.log_keeper import LogKeeper, secrets_in
from bot.wiring.process.logs import configure_logs
from bot.wiring.state import volume

if TYPE_CHECKING:
    from bot.portfolio import PortfolioAsset, PortfolioConfig  # what trades nothing needs no pandas


def load_settings() -> Settings:
    """The settings of this process's environment and .env."""
    return Settings.load(os.environ)


def logger(
    settings: LogSettings,
    unknown_names: Sequence[str] = (),
    keeper: LogKeeper | None = None,
) -> FilteringBoundLogger:
    """The process's structured log, on stderr; tells names in .env that nobody knows."""
    configure_logs(settings.log_level, as_json=settings.log_format == "json", keeper=keeper)
    log: FilteringBoundLogger = structlog.get_logger()
    if unknown_names:
        log.warning("unknown names in .env", names=unknown_names)
    return log


def keeper_of(settings: Settings, process: LogProcess) -> LogKeeper:
    """What keeps a service's log in the state volume, where the page shows it."""
    return LogKeeper(volume(settings).logs, process, secrets_in(settings))


def portfolio_of(settings: Settings) -> "PortfolioConfig":
    """portfolio.json where there is one, else the one symbol of the settings with all capital."""
    from bot.portfolio import PortfolioConfig

    file = settings.portfolio_file
    base, lookback = settings.strategy_base, settings.trading.lookback
    if file.exists() or settings.trading.portfolio_path is not None:
        return PortfolioConfig.load(file, base=base, default_lookback=lookback)
    return PortfolioConfig(assets=(asset_alone(settings),))


def asset_alone(settings: Settings) -> "PortfolioAsset":
    """The one symbol of the settings, with all capital."""
    from bot.portfolio import PortfolioAsset

    base = settings.strategy_base
    return PortfolioAsset(
        symbol=base.symbol,
        asset_type=guess_asset_type(base.symbol),
        has_stated_type=False,
        allocation=1.0,
        timeframe=base.timeframe,
        lookback=settings.trading.lookback,
        data_symbol=base.symbol,
        macro_symbol=base.symbol,
    )
