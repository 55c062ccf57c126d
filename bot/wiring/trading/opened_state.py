"""The stored cycles that a symbol's trading goes on from, made whole."""

from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import ExecutionClient, PositionReport, StateStore, Volume
from bot.exchange import PaperExchangeClient
from bot.portfolio import PortfolioAsset
from bot.settings import Settings
from bot.trading import rebuilt_account
from bot.wiring.trading.markets import market_of
from bot.wiring.trading.start_notes import log_mended


def opened_store(
    settings: Settings, asset: PortfolioAsset, state_volume: Volume, log: FilteringBoundLogger
) -> StateStore:
    """The symbol's store opened for writing, a lost state rebuilt from its histories.

    What was mended is told and kept, also where the start is refused afterwards. StateError where
    the histories do not say with certainty what the state was. The caller holds the volume.
    """
    store = state_volume.writer(asset.symbol)
    notes: list[str] = []
    try:
        if store.lost is not None:
            notes += _restored(settings, asset, store)
    finally:
        notes = [*store.recovery_notes, *notes]
        log_mended(state_volume.mended, notes, log, symbol=asset.symbol)
    return store


def _restored(settings: Settings, asset: PortfolioAsset, store: StateStore) -> list[str]:
    """Restore what the histories say; what had to be assumed for it, told."""

    def opened(balance: float, position: PositionReport | None) -> ExecutionClient:
        return PaperExchangeClient(asset.symbol, balance, position=position)

    account = rebuilt_account(store, asset.symbol, opened)
    market = market_of(settings, asset, account.config)
    store.restore(account.state(market, datetime.now(UTC)))
    assumption = account.assumption(market)
    return [] if assumption is None else [assumption]
