"""What all symbols of a run share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    ConfigCheck,
    DecisionPolicy,
    LoadedConfig,
    MacroEvent,
    MarketDataClient,
    Round,
    StrategyConfig,
    Volume,
)
from bot.domain.calendar import EntryBlackout
from bot.market_data import SharedSource
from bot.portfolio import PortfolioAsset, PortfolioConfig
from bot.settings import Settings
from bot.trading import Market
from bot.wiring.assets import market_data, refuse_shared_file, refuse_without_orders
from bot.wiring.opinions import policy_in_use
from bot.wiring.orders import OrderAccount
from bot.wiring.process import portfolio_of
from bot.wiring.sources import exchange_of, macro_events
from bot.wiring.state import entry_blackout, volume
from bot.wiring.strategies import use_strategies_of
from bot.wiring.trading.markets import market_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingParts:
    """Made once, so that what is checked before the first cycle and what trades ask one exchange
    under one budget of requests. Its time is measured once in a `round` of cycles. `account` is
    where orders go, None = on paper; `check` refuses a config whose strategy cannot be used.
    """

    settings: Settings
    portfolio: PortfolioConfig
    volume: Volume
    account: OrderAccount | None
    exchange: Callable[[], MarketDataClient]
    round: Round
    events: Callable[[], tuple[MacroEvent, ...]]
    policy: DecisionPolicy
    blackout: Callable[[], EntryBlackout]
    check: ConfigCheck

    @classmethod
    def of(
        cls,
        settings: Settings,
        log: FilteringBoundLogger,
        portfolio: PortfolioConfig | None = None,
    ) -> "TradingParts":
        """The parts of a portfolio (None: that of the settings); ConfigError where it cannot be."""
        portfolio = portfolio or portfolio_of(settings)
        settings.candles.refuse_missing_file()
        refuse_shared_file(settings, portfolio.assets)
        state_volume = volume(settings)
        account = _account(settings, portfolio, state_volume)
        return cls(
            settings=settings,
            portfolio=portfolio,
            volume=state_volume,
            account=account,
            exchange=exchange_of(settings, None if account is None else lambda: account.session),
            round=Round(),
            events=macro_events(settings, log, portfolio.macro_events_path),
            policy=policy_in_use(settings),
            blackout=entry_blackout(settings, log),
            check=use_strategies_of(settings.data_dir),
        )

    @property
    def capital(self) -> float:
        """What all symbols share."""
        return self.portfolio.portfolio_capital or self.settings.trading.starting_balance

    def balance_of(self, asset: PortfolioAsset) -> float:
        """What an asset's account begins with."""
        return asset.allocation * self.capital

    def loaded_config(self, asset: PortfolioAsset) -> LoadedConfig:
        """What holds for an asset now; ConfigError where it cannot be used."""
        base, values = self.settings.strategy_base, asset.config_values
        return self.volume.configs.read(asset.symbol, base, asset=values, check=self.check)

    def market_of(self, asset: PortfolioAsset, config: StrategyConfig) -> Market:
        """The market that an asset is traded at."""
        return market_of(self.settings, asset, config)

    def source_of(
        self, asset: PortfolioAsset, timeframe: str, last_candle_time: datetime | None
    ) -> MarketDataClient:
        """The asset's source of candles; one with a clock of its own goes on after the last."""

        def exchange() -> MarketDataClient:
            return SharedSource(self.exchange(), asset.symbol, self.round, self._is_time_in_doubt)

        return market_data(self.settings, asset, timeframe, exchange, last_candle_time)

    def _is_time_in_doubt(self) -> bool:
        """Whether a request was refused for its time, and it was not measured again since."""
        return self.account is not None and self.account.session.clock.has_strayed


def _account(
    settings: Settings, portfolio: PortfolioConfig, state_volume: Volume
) -> OrderAccount | None:
    if settings.mode.is_on_paper:
        return None
    refuse_without_orders(portfolio.assets)
    return OrderAccount(settings, state_volume)
