"""The stored cycles that a symbol's trading goes on from, made whole."""

from datetime import UTC, datetime

from bot.domain import Action, ExecutionClient, PositionReport, StateStore, Volume
from bot.exchange import PaperExchangeClient
from bot.portfolio import PortfolioAsset
from bot.settings import Settings
from bot.trading import rebuilt_account
from bot.wiring.trading.markets import market_of


def opened_store(settings: Settings, asset: PortfolioAsset, state_volume: Volume) -> StateStore:
    """The symbol's store opened for writing, a lost state rebuilt from its histories.

    StateError where they do not say with certainty what it was. The caller holds the volume.
    """
    store = state_volume.writer(asset.symbol)
    if store.lost is not None:

        def opened(
            balance: float, position: PositionReport | None, submitted: Action
        ) -> ExecutionClient:
            return PaperExchangeClient(
                asset.symbol, balance, position=position, submitted=submitted
            )

        account = rebuilt_account(store, asset.symbol, opened)
        market = market_of(settings, asset, account.config)
        store.restore(account.state(market, datetime.now(UTC)))
    return store
