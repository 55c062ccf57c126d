"""The guard of the account that all symbols share, and the token of those who command it."""

from structlog.typing import FilteringBoundLogger

from bot.domain import BotState, StateStore, StrategyConfig, Volume
from bot.domain.errors import StateError
from bot.settings import Settings
from bot.trading import RiskDesk, SymbolGuard, pending_exposure
from bot.wiring.orders import OrderAccount


def risk_desk(settings: Settings, state_volume: Volume, log: FilteringBoundLogger) -> RiskDesk:
    """The guard under the limits of the settings, with what it remembers on the volume."""
    limits = settings.risk.limits(on_paper=settings.mode.is_on_paper)
    return RiskDesk(limits, state_volume.trading_permit, state_volume.risk, log)


def symbol_guard(desk: RiskDesk, account: OrderAccount | None, symbol: str) -> SymbolGuard:
    """The guard in front of a symbol's entries; on paper there is no spread to know."""
    if account is None:
        return SymbolGuard(desk, symbol)
    return SymbolGuard(desk, symbol, lambda: float(account.venue.quote(symbol).spread) * 100)


def take_up(desk: RiskDesk, state: BotState, config: StrategyConfig, store: StateStore) -> None:
    """Let the desk know a symbol as a run before left it, with as many trades as limits count."""
    limits = desk.limits
    counted = max(limits.max_trades_per_day or 0, limits.max_consecutive_losses or 0)
    desk.book.open(state, store.trades(counted) if counted else ())
    if not limits.are_none:
        desk.book.plan(state.symbol, pending_exposure(state, config))


def make_token(state_volume: Volume, log: FilteringBoundLogger) -> None:
    """Make what commands over HTTP must carry, so that a person finds it beside the state."""
    try:
        state_volume.api_token()
    except StateError as error:
        log.warning("no commands over HTTP", error=str(error))
