"""A bot that trades a frame on paper into a folder, with what can go wrong planted in it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
import structlog
from structlog.typing import FilteringBoundLogger

from bot.domain import (
    AssetType,
    CandleRecord,
    DecisionPolicy,
    MacroEvent,
    RiskLimits,
    SignalEvent,
    StandAside,
    StrategyConfig,
    Trade,
    TradingMode,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import EndOfReplay
from bot.market_data import ReplayMarketDataClient
from bot.parity import ParityReport, RecordedRun, parity_report
from bot.state import FileVolume
from bot.state.cycles import JsonStateStore
from bot.trading import RecordBuffer, RiskDesk, SymbolGuard, Trader
from bot.trading.market import Market
from tests.support.execution.paper_account import paper_of

SYMBOL = "BTC/USDT"
NO_BLACKOUT = EntryBlackout()
MARKET = Market(
    symbol=SYMBOL,
    data_symbol=SYMBOL,
    macro_symbol=SYMBOL,
    asset_type=AssetType.CRYPTO,
    timeframe="1h",
    lookback=250,
    data_source="replay",
    mode=TradingMode.REPLAY,
    counts_undated=False,
    loop_interval_seconds=0,
    runs_in_real_time=False,
)


class LateReplay(ReplayMarketDataClient):
    """A replay whose clock can run ahead of its candles."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead

    def revise(self, back: int, factor: float) -> None:
        """Multiply close and high of the candle that was shown `back` candles ago."""
        row = self._shown - back
        candles = self._candles.copy()
        candles.iloc[row, [1, 3]] *= factor
        candles.iloc[row, 1] = max(candles.iloc[row, [0, 1, 3]])
        self._candles = candles


def record_run(
    data_dir: Path,
    frame: pd.DataFrame,
    config: StrategyConfig,
    *,
    market: Market = MARKET,
    policy: DecisionPolicy | None = None,
    events: Sequence[MacroEvent] = (),
    before_cycle: Callable[[int, LateReplay], None] = lambda cycle, source: None,
    shown: datetime | None = None,
    batch: int = 200,
    stand_aside: StandAside = StandAside.AUTO,
    log: FilteringBoundLogger | None = None,
    limits: RiskLimits | None = None,
    blackout: EntryBlackout = NO_BLACKOUT,
) -> JsonStateStore:
    """Run a bot over all candles of the frame into a volume; `before_cycle` may interfere.

    Cycles are committed `batch` at a time. Candles up to `shown` were there before
    the bot's first cycle. `market` names the symbol; the first one is the primary.
    The account is held to the `limits`, and to the `blackout`.
    """
    volume, symbol = FileVolume(data_dir), market.symbol
    watcher = FileVolume(data_dir).configs.watch(symbol, config)
    source = LateReplay(frame, timeframe="1h", last_candle_time=shown)
    with volume.hold("bot"):
        if not volume.symbols():
            volume.make_primary(symbol)
        store = volume.writer(symbol)
        log = log or structlog.wrap_logger(
            None, wrapper_class=structlog.make_filtering_bound_logger(50)
        )
        desk = RiskDesk(limits or RiskLimits(), volume.trading_permit, volume.risk, log)
        trader = Trader(
            market=market,
            source=source,
            execution=paper_of(store, symbol, 10_000),
            store=store,
            configs=watcher,
            events=lambda: events,
            policy=policy or DecisionPolicy(),
            initial_balance=10_000,
            heartbeat=lambda: datetime(2024, 6, 1, tzinfo=UTC),
            log=log,
            guard=SymbolGuard(desk, symbol),
            standings=volume.promotions.standings(symbol),
            stand_aside=stand_aside,
            blackout=lambda: blackout,
        )
        buffer = RecordBuffer(store, cycles=batch)
        desk.book.open(trader.state, store.trades(100))
        try:
            for cycle in range(10**9):
                before_cycle(cycle, source)
                record = trader.cycle()
                desk.book.saw(record)
                buffer.add(record)
                desk.end_cycle()
        except EndOfReplay:
            buffer.flush()
    return volume.reader(symbol)


def report_of(store: JsonStateStore, *, chunk_rows: int = 10_000) -> ParityReport:
    """The parity report of what the store holds."""
    state = store.load_state()
    assert state is not None
    run = RecordedRun(
        state=state,
        candles=store.stream(CandleRecord),
        signals=store.stream(SignalEvent),
        telling=store.signals_that_tell_config(),
        trades=store.stream(Trade),
    )
    return parity_report(run, chunk_rows=chunk_rows)
