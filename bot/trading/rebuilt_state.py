"""A lost state, made anew of the histories that lie beside it: the fold over their candles."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice, repeat
from typing import Any

from bot.domain import (
    NOTHING_KNOWN,
    Action,
    BotState,
    Candle,
    CandleRecord,
    EquityPoint,
    ExecutionClient,
    ExitReason,
    PositionReport,
    SignalEvent,
    StateStore,
    StrategyConfig,
    Trade,
)
from bot.domain.errors import ConfigError, DataError, StateError
from bot.trading.ai_calls import AiRecord, AiScore
from bot.trading.basis import basis_of_decision
from bot.trading.books import Ledger
from bot.trading.cycle_record import equity_points
from bot.trading.market import Market
from bot.trading.recorded_cycle import (
    RecordedCycle,
    config_of,
    recorded_configs,
    recorded_cycles,
)
from bot.trading.settlement import Settlement, settle_each
from bot.trading.state_record import state_after

_LATER_FIELDS = (
    "signal_id",
    "stop_price",
    "target_price",
    "last_stop_price",
    "highest_price",
    "lowest_price",
)
"""Of a trade: not in the lines of older versions, nor of what was held when they ended."""

OpenAccount = Callable[[float, PositionReport | None], ExecutionClient]
"""Opens an account with a balance and a position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuiltAccount:
    """What the histories say: the books, what is held, and the last decision with its terms.

    `telling` is the last decision that carries what it was made under, `ai_score` how often the AI
    was right of late.
    """

    ledger: Ledger
    position: PositionReport | None
    signal: SignalEvent
    config: StrategyConfig
    telling: SignalEvent
    ai_score: AiScore | None = None

    def assumption(self, market: Market) -> str | None:
        """What the histories do not say and is taken from the market, told; None where nothing."""
        if self.telling.data_source is not None:
            return None
        return (
            "the histories, of an older version, do not say where their candles came from: from "
            f"{market.data_source} as now, it is assumed"
        )

    def state(self, market: Market, heartbeat: datetime) -> BotState:
        """The state that was lost, as the last decision left it.

        Histories of older versions do not tell where their candles came from: see `assumption`.
        """
        return state_after(
            self.signal,
            market=replace(
                market,
                timeframe=self.signal.timeframe,
                data_source=self.telling.data_source or market.data_source,
            ),
            ledger=self.ledger,
            held=self.position,
            config=self.config,
            policy=self.telling.policy or {},
            heartbeat=heartbeat,
            ai_score=self.ai_score,
        )


def rebuilt_account(store: StateStore, symbol: str, open_account: OpenAccount) -> RebuiltAccount:
    """Settle every recorded candle once more, as the bot did, and hold it against what it wrote.

    Exact, or StateError: every equity point and every trade on record must come out again to the
    last bit, and all histories must end with the same cycle.
    """
    try:
        return _rebuilt(store, symbol, open_account)
    except (DataError, ConfigError) as error:
        raise StateError(
            f"the account of {symbol} is not gone on with: {store.lost}, and the histories beside "
            f"them do not say with certainty what it was ({error}): put all of these files back "
            f"from a backup, or {store.begin_anew} to begin a new account"
        ) from error


def _rebuilt(store: StateStore, symbol: str, open_account: OpenAccount) -> RebuiltAccount:
    fold = _Fold(store, symbol, open_account)
    account: RebuiltAccount | None = None
    for cycle in recorded_cycles(store.stream(CandleRecord), store.stream(SignalEvent)):
        account = fold.after(account, cycle)
    if account is None:
        raise StateError("no decision is on record")
    fold.refuse_more(account.signal)
    return replace(account, ai_score=AiRecord.kept_in(store).score(account.config))


class _Fold:
    """The account after one more cycle, held against equity and trades as they were written."""

    def __init__(self, store: StateStore, symbol: str, open_account: OpenAccount) -> None:
        self._symbol = symbol
        self._open_account = open_account
        self._configs = recorded_configs(store.signals_that_tell_config())
        self._points = store.stream(EquityPoint)
        self._trades = store.stream(Trade)

    def after(self, before: RebuiltAccount | None, cycle: RecordedCycle) -> RebuiltAccount:
        """With the cycle's candles settled; StateError where that is not what was written."""
        signal = _decision_of(cycle, self._symbol)
        config = config_of(signal, self._configs)
        _refuse_changed(signal, cycle.candles[-1], config)
        settled, position = self._settled(before, cycle, signal, config)
        closed = [trade for settlement in settled for trade in settlement.trades]
        if not all(map(_is_on_record, closed, chain(self._trades, repeat(None)))):
            raise StateError(f"the trade closed at {closed[0].exit_time} is not the one on record")
        return RebuiltAccount(
            ledger=settled[-1].ledger,
            position=position,
            signal=signal,
            config=config,
            telling=signal if before is None or signal.config is not None else before.telling,
        )

    def refuse_more(self, last: SignalEvent) -> None:
        """StateError where equity or trades go on after the last decision."""
        if next(self._points, None) is not None or next(self._trades, None) is not None:
            raise StateError(f"equity or trades go on after the last decision, {last.id}")

    def _settled(
        self,
        before: RebuiltAccount | None,
        cycle: RecordedCycle,
        signal: SignalEvent,
        config: StrategyConfig,
    ) -> tuple[tuple[Settlement, ...], PositionReport | None]:
        written = tuple(islice(self._points, len(cycle.candles)))
        held = None if before is None else before.position
        exits_only = before is not None and before.signal.withheld is not None
        scale = 1.0 if before is None else before.signal.entry_scale or 1.0
        basis = NOTHING_KNOWN if before is None else basis_of_decision(before.signal)
        decided = None if before is None else before.signal.id
        acted_on = _acted_on(before, cycle)
        for wanted, closing in [(wanted, None) for wanted in acted_on] + _closed_by_hand(held):
            ledger = self._ledger(before, written)
            execution = self._open_account(ledger.balance, held)
            execution.submit(wanted, config, exits_only=exits_only, scale=scale, basis=basis)
            if closing is not None:
                execution.close(closing)
            settled = settle_each(execution, ledger, wanted, cycle.candles, config, basis, decided)
            if equity_points(self._symbol, signal.timeframe, cycle.candles, settled) == written:
                return settled, execution.position()
        raise StateError(f"the equity of {signal.timestamp} does not follow from what was before")

    def _ledger(self, before: RebuiltAccount | None, written: tuple[EquityPoint, ...]) -> Ledger:
        """The books before a cycle; before the first candle nothing can be held."""
        if before is not None:
            return before.ledger
        if not written:
            raise StateError("no equity is on record")
        return Ledger.opened(written[0].balance)


def _is_on_record(trade: Trade, written: Trade | None) -> bool:
    """Whether a line says the trade, as far as the version that wrote it knew its fields."""
    if written is None:
        return False
    unknown: dict[str, Any] = {
        name: None for name in _LATER_FIELDS if getattr(written, name) is None
    }
    return replace(trade, **unknown) == written


def _decision_of(cycle: RecordedCycle, symbol: str) -> SignalEvent:
    if cycle.signal is None:
        raise StateError(f"no decision on the candle {cycle.candles[-1].open_time} is on record")
    if cycle.signal.symbol != symbol:
        raise StateError(f"they are those of {cycle.signal.symbol}")
    return cycle.signal


def _refuse_changed(signal: SignalEvent, candle: Candle, config: StrategyConfig) -> None:
    """StateError where candle or config is not the one that the decision names."""
    if signal.candle_fingerprint not in ("", candle.fingerprint):
        raise StateError(f"the candle {candle.open_time} is not the one that was decided on")
    if signal.config_fingerprint != config.fingerprint:
        raise StateError(f"the config {signal.config_fingerprint} is not as it was used")


def _closed_by_hand(held: PositionReport | None) -> list[tuple[Action, ExitReason | None]]:
    """That a person had what was held closed, which took back the decision before."""
    return [] if held is None else [(Action.FLAT, ExitReason.FORCE_EXIT)]


def _acted_on(before: RebuiltAccount | None, cycle: RecordedCycle) -> tuple[Action, ...]:
    """What may have been acted on at the cycle's first open: the decision before it, unless
    several candles came at once or entries were halted.
    """
    if before is None or before.signal.action is Action.FLAT or len(cycle.candles) > 1:
        return (Action.FLAT,)
    return before.signal.action, Action.FLAT
