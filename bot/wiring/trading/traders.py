"""A trader for every asset."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    BotState,
    ConfigCheck,
    ExecutionClient,
    MacroEvent,
    MarketDataClient,
    MendedStore,
    StandAside,
    StrategyConfig,
    Volume,
    guess_notes,
    merge_config,
)
from bot.domain.errors import ConfigError, StateError
from bot.exchange import PaperExchangeClient
from bot.portfolio import PortfolioAsset, PortfolioRunner, TradedSymbol
from bot.settings import Settings
from bot.trading import RecordBuffer, Trader
from bot.wiring.assets import market_data, refuse_shared_file
from bot.wiring.process import portfolio_of
from bot.wiring.sources import exchange_of, macro_events
from bot.wiring.state import volume
from bot.wiring.strategies import use_strategies_of
from bot.wiring.trading.markets import market_of
from bot.wiring.trading.opened_state import opened_store
from bot.wiring.trading.start_notes import StartNotes, log_mended

REPLAY_BATCH_CYCLES = 500


def portfolio_runner(settings: Settings, log: FilteringBoundLogger) -> PortfolioRunner:
    """A trader for every asset, each going on from its state; the first one is the primary.

    One whose state cannot be used is left out and told, and stops none of the others; StateError
    where none is left. The caller holds the volume.
    """
    portfolio = portfolio_of(settings)
    assets = portfolio.assets
    check = use_strategies_of(settings.data_dir)
    settings.candles.refuse_missing_file()
    refuse_shared_file(settings, assets)
    state_volume = volume(settings)
    untraded = sorted({*state_volume.symbols()} - {asset.symbol for asset in assets})
    log_mended(state_volume.mended, state_volume.make_primary(assets[0].symbol), log)
    capital = portfolio.portfolio_capital or settings.trading.starting_balance
    if portfolio.data_dir not in (None, settings.data_dir):
        log.warning("data_dir of the portfolio is not used", used=str(settings.data_dir))
    events = macro_events(settings, log, portfolio.macro_events_path)
    exchange = exchange_of(settings)
    symbols: list[TradedSymbol] = []
    for asset in assets:
        balance = asset.allocation * capital
        notes = StartNotes(
            state_volume.mended, asset.symbol, is_primary=asset is assets[0], untraded=untraded
        )
        try:
            traded = _traded_symbol(
                settings, asset, balance, state_volume, exchange, events, check, notes, log
            )
            symbols.append(traded)
        except StateError as error:
            log.error("not traded, its state cannot be used", symbol=asset.symbol, error=str(error))
            if asset is assets[-1] and not symbols:
                raise
    _tell_new_accounts(symbols, untraded, state_volume.mended, log)
    return PortfolioRunner(symbols, log)


def _traded_symbol(
    settings: Settings,
    asset: PortfolioAsset,
    initial_balance: float,
    state_volume: Volume,
    exchange: Callable[[], MarketDataClient],
    events: Callable[[], tuple[MacroEvent, ...]],
    check: ConfigCheck,
    notes: StartNotes,
    log: FilteringBoundLogger,
) -> TradedSymbol:
    store = opened_store(settings, asset, state_volume, log)
    guesses = [] if asset.has_stated_type else guess_notes(asset.symbol)
    notes.holding += guesses
    for note in guesses:
        log.warning("symbol read by its spelling", symbol=asset.symbol, note=note)
    kept = store.load_state()
    configs = state_volume.configs.watch(
        asset.symbol,
        settings.strategy_base,
        asset=asset.config_values,
        last_good=None if kept is None else _config_of(kept),
        check=check,
    )
    market = market_of(settings, asset, configs().config)
    last = None if kept is None else kept.last_candle_time
    if kept is not None and last is not None:
        market.refuse_foreign(kept)
        notes.holding += _other_balance(kept, initial_balance, store.begin_anew, log)
    trader = Trader(
        market=market,
        source=market_data(settings, asset, market.timeframe, exchange, last),
        execution=_execution(asset.symbol, initial_balance, kept),
        store=store,
        configs=configs,
        events=events,
        policy=settings.policy,
        initial_balance=initial_balance,
        heartbeat=lambda: datetime.now(UTC),
        log=log,
        notes=notes,
        standings=state_volume.promotions.standings(asset.symbol),
        stand_aside=StandAside(settings.trading.stand_aside),
    )
    at_full_speed = market.mode == "REPLAY" and settings.trading.loop_interval_seconds == 0
    cycles = REPLAY_BATCH_CYCLES if at_full_speed else 1
    return TradedSymbol(trader=trader, buffer=RecordBuffer(store, cycles=cycles))


def _execution(symbol: str, balance: float, kept: BotState | None) -> ExecutionClient:
    """Where orders go: on from the kept state, or from the balance where nothing was decided."""
    if kept is None or kept.last_candle_time is None:
        return PaperExchangeClient(symbol, balance)
    return PaperExchangeClient.restored(kept)


def _config_of(state: BotState) -> StrategyConfig | None:
    """The config that a state was written under; None where it is none of this version."""
    try:
        return merge_config(StrategyConfig(), state.config)
    except ConfigError:
        return None


def _other_balance(
    state: BotState, wanted: float, begin_anew: str, log: FilteringBoundLogger
) -> tuple[str, ...]:
    """The sentence about a balance that an account with another one does not take, told too."""
    if math.isclose(state.initial_balance, wanted):
        return ()
    log.warning(
        "the account goes on from its state: another balance needs a DATA_DIR of its own",
        symbol=state.symbol,
        began_with=state.initial_balance,
        not_used=wanted,
    )
    return (
        f"the account began with {state.initial_balance:.8g} and goes on with its own balance: the "
        f"{wanted:.8g} of STARTING_BALANCE (or of the portfolio) is not used; to begin anew with "
        f"it, stop the bot and {begin_anew}, or give it another DATA_DIR",
    )


def _tell_new_accounts(
    symbols: Sequence[TradedSymbol],
    untraded: Sequence[str],
    mended: MendedStore,
    log: FilteringBoundLogger,
) -> None:
    """Tell where an account begins beside those of symbols that are not traded any more."""
    states = [symbol.trader.state for symbol in symbols]
    begun = [state for state in states if state.last_candle_time is None]
    if begun and untraded:
        new = ", ".join(f"{state.symbol} with {state.balance:.8g}" for state in begun)
        others = ", ".join(untraded)
        note = f"a new account begins ({new}) beside that of {others}, which is not traded now"
        log_mended(mended, [note], log)
