"""The stored cycles that a symbol's trading goes on from, made whole."""

from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import ExecutionClient, PositionReport, StateStore, TradingMode, Volume
from bot.domain.errors import ConfigError, StateError
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
            _refuse_rebuilding(settings, store)
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


def _refuse_rebuilding(settings: Settings, store: StateStore) -> None:
    """StateError where money is not on paper: the journal tells of it, not the histories."""
    if not settings.mode.is_on_paper:
        raise StateError(
            f"{store.lost}: position and money are safe in journal.jsonl; put the lost files back "
            f"from a backup, or {store.begin_anew}, and the bot goes on from the journal"
        )


def refuse_other_mode(state_volume: Volume, mode: TradingMode) -> None:
    """ConfigError where accounts on paper and others would meet on one volume."""
    for symbol in state_volume.symbols():
        kept = state_volume.reader(symbol).load_state()
        if kept is None or not kept.is_begun or kept.mode is mode:
            continue
        if not (kept.mode.is_on_paper and mode.is_on_paper):
            raise ConfigError(
                f"the state of {symbol} was written with mode {kept.mode}, now it is {mode}: give "
                "the new one a DATA_DIR of its own, or set it back"
            )
