"""A trader for every asset."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.decide import calibration_notes
from bot.domain import (
    Action,
    BotState,
    ExecutionClient,
    MendedStore,
    StandAside,
    StrategyConfig,
    TradingMode,
    Volume,
    guess_notes,
    merge_config,
)
from bot.domain.errors import ConfigError, StateError
from bot.exchange import PaperExchangeClient
from bot.portfolio import CommandDesk, PortfolioAsset, PortfolioRunner, TradedSymbol
from bot.settings import Settings
from bot.trading import Market, RecordBuffer, RiskDesk, Trader
from bot.wiring.orders import OpenedOrders
from bot.wiring.trading.opened_state import opened_store, refuse_other_mode
from bot.wiring.trading.parts import TradingParts
from bot.wiring.trading.risk import make_token, risk_desk, symbol_guard, take_up
from bot.wiring.trading.start_notes import StartNotes, log_mended

REPLAY_BATCH_CYCLES = 500


def portfolio_runner(
    settings: Settings, log: FilteringBoundLogger, parts: TradingParts | None = None
) -> PortfolioRunner:
    """A trader for every asset, each going on from its state; the first one is the primary.

    One whose state cannot be used is left out and told, and stops none of the others; StateError
    where none is left. `parts` are those of the settings where they are not given. The caller holds
    the volume.
    """
    parts = parts or TradingParts.of(settings, log)
    assets, state_volume = parts.portfolio.assets, parts.volume
    untraded = sorted({*state_volume.symbols()} - {asset.symbol for asset in assets})
    log_mended(state_volume.mended, state_volume.make_primary(assets[0].symbol), log)
    if parts.portfolio.data_dir not in (None, settings.data_dir):
        log.warning("data_dir of the portfolio is not used", used=str(settings.data_dir))
    orders = _opened_orders(parts, log)
    alone = () if orders is None else _left_alone(state_volume, untraded, log)
    desk = risk_desk(settings, state_volume, log)
    make_token(state_volume, log)
    symbols: list[TradedSymbol] = []
    for asset in assets:
        notes = StartNotes(
            state_volume.mended, asset.symbol, is_primary=asset is assets[0], untraded=untraded
        )
        notes.holding += alone if asset is assets[0] else ()
        try:
            symbols.append(_traded_symbol(parts, asset, orders, notes, desk, log))
        except StateError as error:
            log.error("not traded, its state cannot be used", symbol=asset.symbol, error=str(error))
            if asset is assets[-1] and not symbols:
                raise
    _tell_new_accounts(symbols, untraded, state_volume.mended, log)
    commands = CommandDesk(state_volume.commands, desk, log, lambda: datetime.now(UTC))
    return PortfolioRunner(symbols, log, desk, commands)


def _left_alone(
    state_volume: Volume, untraded: Sequence[str], log: FilteringBoundLogger
) -> tuple[str, ...]:
    """A sentence for each position at the exchange that nobody looks after, logged too."""
    states = (state_volume.reader(symbol).load_state() for symbol in untraded)
    notes = tuple(
        f"{state.symbol} is not traded now and held a {state.position} of {state.quantity:.8g} "
        "when it last was: its stop and target rest at the exchange, and nobody looks after them; "
        "trade it again or sell it"
        for state in states
        if state is not None and state.position is not Action.FLAT
    )
    for note in notes:
        log.warning("position without the bot", note=note)
    return notes


def _opened_orders(parts: TradingParts, log: FilteringBoundLogger) -> OpenedOrders | None:
    """The orders of a run that places some, None on paper; ConfigError beside paper accounts."""
    refuse_other_mode(parts.volume, parts.settings.mode)
    if parts.account is None:
        return None
    orders = OpenedOrders(parts.account)
    log_mended(parts.volume.mended, orders.notes, log)
    return orders


def _traded_symbol(
    parts: TradingParts,
    asset: PortfolioAsset,
    orders: OpenedOrders | None,
    notes: StartNotes,
    desk: RiskDesk,
    log: FilteringBoundLogger,
) -> TradedSymbol:
    settings, initial_balance = parts.settings, parts.balance_of(asset)
    store = opened_store(settings, asset, parts.volume, log)
    guesses = [] if asset.has_stated_type else guess_notes(asset.symbol)
    notes.holding += guesses
    for note in guesses:
        log.warning("symbol read by its spelling", symbol=asset.symbol, note=note)
    kept = store.load_state()
    configs = parts.volume.configs.watch(
        asset.symbol,
        settings.strategy_base,
        asset=asset.config_values,
        last_good=None if kept is None else _config_of(kept),
        check=parts.check,
    )
    market = parts.market_of(asset, configs().config)
    last = None if kept is None else kept.last_candle_time
    if kept is not None and last is not None:
        market.refuse_foreign(kept)
        notes.holding += _other_balance(kept, initial_balance, store.begin_anew, log)
    notes.holding += calibration_notes(parts.policy, configs().config)
    trader = Trader(
        market=market,
        source=parts.source_of(asset, market.timeframe, last),
        execution=_execution(market, orders, initial_balance, kept),
        store=store,
        configs=configs,
        events=parts.events,
        policy=parts.policy,
        initial_balance=initial_balance,
        heartbeat=lambda: datetime.now(UTC),
        log=log,
        notes=notes,
        standings=parts.volume.promotions.standings(asset.symbol),
        stand_aside=StandAside(settings.trading.stand_aside),
        guard=symbol_guard(desk, parts.account, asset.symbol),
        blackout=parts.blackout,
    )
    take_up(desk, trader.state, configs().config, store)
    is_replay = market.mode is TradingMode.REPLAY
    at_full_speed = is_replay and settings.trading.loop_interval_seconds == 0
    cycles = REPLAY_BATCH_CYCLES if at_full_speed else 1
    return TradedSymbol(trader=trader, buffer=RecordBuffer(store, cycles=cycles))


def _execution(
    market: Market, orders: OpenedOrders | None, balance: float, kept: BotState | None
) -> ExecutionClient:
    """Where decisions go: on from what is kept, or from the balance where nothing was decided."""
    begun = None if kept is None or not kept.is_begun else kept
    if orders is not None:
        capital = balance if begun is None else begun.initial_balance
        return orders.execution(market.symbol, market.timeframe, capital)
    if begun is None:
        return PaperExchangeClient(market.symbol, balance)
    return PaperExchangeClient.restored(begun)


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
    begun = [state for state in states if not state.is_begun]
    if begun and untraded:
        new = ", ".join(f"{state.symbol} with {state.balance:.8g}" for state in begun)
        others = ", ".join(untraded)
        note = f"a new account begins ({new}) beside that of {others}, which is not traded now"
        log_mended(mended, [note], log)
