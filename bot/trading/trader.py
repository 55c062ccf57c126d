"""One symbol, one cycle: new candles settle what was decided, then one decision is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from structlog.typing import FilteringBoundLogger

from bot.candles import CandleArrays
from bot.decide import decide, observe, required_candles
from bot.domain import (
    Action,
    BotState,
    Candle,
    ConfigPoll,
    CycleRecord,
    Decision,
    DecisionPolicy,
    MacroEvent,
    MarketDataClient,
    Signal,
    StateStore,
    StrategyConfig,
    Trade,
    timeframe_delta,
)
from bot.domain.errors import ConfigError, MarketDataError
from bot.trading.cycle_record import CycleFacts, cycle_record, heartbeat_record, starting_state
from bot.trading.ledger import Ledger, settle
from bot.trading.market import RETRY_SECONDS, Market, new_candles

if TYPE_CHECKING:
    import pandas as pd


class Trader:
    """Trades one symbol on paper, a cycle at a time; its state lives in the store.

    `configs` answers with the config in use, read anew each cycle; `events` with the macro events
    known now. `heartbeat` is the machine's clock. A restart goes on from the store's state:
    position, stop, target and the decision still to be acted on. Decisions, trades and config
    changes are logged to `log` with symbol and cycle. `notes` are what opening the store had to
    mend: every state of this run shows them.
    """

    def __init__(
        self,
        *,
        market: Market,
        source: MarketDataClient,
        store: StateStore,
        configs: Callable[[], ConfigPoll],
        events: Callable[[], Sequence[MacroEvent]],
        policy: DecisionPolicy,
        initial_balance: float,
        heartbeat: Callable[[], datetime],
        log: FilteringBoundLogger,
        notes: Sequence[str] = (),
    ) -> None:
        self.market = market
        self._source = source
        self._store = store
        self._configs = configs
        self._events = events
        self._policy = policy
        self._heartbeat = heartbeat
        self._log = log.bind(symbol=market.symbol)
        self._notes = self._told = tuple(notes)
        self._has_failed = False
        self._told_error: str | None = None
        kept = store.load_state()
        if kept is None or kept.last_candle_time is None:  # nothing was ever decided
            self._ledger = Ledger.opened(initial_balance)
            self._state = starting_state(market, self._ledger, configs().config, heartbeat())
        else:
            market.refuse_foreign(kept)
            self._ledger, self._state = Ledger.restored(kept), kept

    @property
    def state(self) -> BotState:
        """The last state; one without a candle before the first cycle."""
        return self._state

    def cycle(self) -> CycleRecord:
        """Run one cycle and return what must be kept; the caller commits it.

        Without a new candle only the heartbeat moves on. Candles missed while the bot was away
        settle stop and target in order and take no entry. Raises the source's errors, EndOfReplay
        among them, with nothing changed but its clock.
        """
        self._source.advance()
        poll = self._accept(self._configs())
        frame = self._fetch(poll.config)
        fresh = new_candles(frame, self._state.last_candle_time)
        record = self._act(poll, frame, fresh) if fresh else self._still(poll, frame)
        self._state, self._has_failed = record.state, False
        self._tell(record)
        return record

    def seconds_to_next_look(self) -> float | None:
        """See Market.seconds_to_next_look. Asks nothing of a source that has just failed."""
        if self._has_failed:
            return RETRY_SECONDS if self.market.runs_in_real_time else None
        due = self._state.next_candle_time
        return None if due is None else self.market.seconds_to_next_look(due, self._source.now())

    def fail(self, reason: str, *, halt_entries: bool = False) -> CycleRecord:
        """Note that a cycle failed: the heartbeat moves on, the reason shows, nothing is traded.

        `halt_entries` drops the decision still to be acted on.
        """
        pending = Action.FLAT if halt_entries else self._state.pending_action
        failed = replace(self._state, pending_action=pending, warnings=(reason,))
        record = heartbeat_record(failed, self._heartbeat())
        self._state, self._has_failed = record.state, True
        return record

    def _tell(self, record: CycleRecord) -> None:
        log = self._log.bind(cycle=record.state.cycle)
        for text in record.state.warnings:
            if text not in self._told:
                log.warning("note", text=text)
        self._told = record.state.warnings
        for trade in record.trades:
            log.info("trade", direction=trade.direction, reason=trade.exit_reason, pnl=trade.pnl)
        for signal in record.signals:
            log.info(
                "decision",
                action=signal.action,
                confidence=round(signal.confidence, 3),
                reason=signal.reason,
                outcome=signal.outcome,
                candle=signal.candle_time.isoformat(),
            )
        if not record.signals:
            log.debug("no new candle", last=str(record.state.last_candle_time))

    def _accept(self, poll: ConfigPoll) -> ConfigPoll:
        """The config to trade on; what is new about it is logged."""
        if poll.changed:
            self._log.info("config changed", changes=poll.changes)
        if poll.error is not None and poll.error != self._told_error:
            self._log.warning("config refused, the last good one is kept", error=poll.error)
        self._told_error = poll.error
        return poll

    def _fetch(self, config: StrategyConfig) -> "pd.DataFrame":
        """A window long enough to decide as the whole history does, and to reach what was seen."""
        limit = max(self.market.lookback, _required(config))
        seen = self._state.last_candle_time
        if seen is not None:
            away = self._source.now() - seen
            limit += max(int(away / timeframe_delta(self.market.timeframe)) - 1, 0)
        frame = self._source.fetch_ohlcv(self.market.data_symbol, self.market.timeframe, limit)
        if not len(frame):
            raise MarketDataError(f"{self.market.data_symbol} has no closed candle yet")
        return frame

    def _still(self, poll: ConfigPoll, frame: "pd.DataFrame") -> CycleRecord:
        late = self.market.lateness(frame.index[-1].to_pydatetime(), self._source.now())
        state = replace(
            self._state,
            warnings=(*self._standing(poll, frame), *([late] if late else [])),
            config_error=poll.error,
            cycle=self._state.cycle + 1,
        )
        return heartbeat_record(state, self._heartbeat())

    def _act(self, poll: ConfigPoll, frame: "pd.DataFrame", fresh: Sequence[Candle]) -> CycleRecord:
        config, pending = poll.config, self._state.pending_action
        missed = _missed(len(fresh) - 1, pending)
        settled = self._settle(fresh, Action.FLAT if missed else pending, config)
        decision, indicators = self._decide_or_stand_aside(frame, config)
        facts = CycleFacts(
            market=self.market,
            config=config,
            config_error=poll.error,
            tells_config=self._is_news(config),
            policy=self._policy,
            decision=self._unless_late(decision),
            indicators=indicators,
            candles=tuple(fresh),
            ledgers=settled.ledgers,
            trades=settled.trades,
            outcome="; ".join((*missed, settled.outcome)),
            warnings=(*self._standing(poll, frame), *missed),
            cycle=self._state.cycle + 1,
            heartbeat=self._heartbeat(),
        )
        record = cycle_record(facts)
        self._ledger = settled.ledgers[-1]
        return record

    def _standing(self, poll: ConfigPoll, frame: "pd.DataFrame") -> tuple[str, ...]:
        """What is to be told as long as it holds."""
        return *self._notes, *poll.shadowed, *frame.attrs.get("warnings", ())

    def _is_news(self, config: StrategyConfig) -> bool:
        """Whether the history does not tell yet what this decision is made with."""
        told = self._state.config_fingerprint, dict(self._state.policy)
        made_with = config.fingerprint, self._policy.to_dict()
        return self._state.last_candle_time is None or told != made_with

    def _unless_late(self, decision: Decision) -> Decision:
        """FLAT where the source is late: old candles move no money."""
        late = self.market.lateness(decision.candle_time, self._source.now())
        if late is None:
            return decision
        return replace(decision, action=Action.FLAT, confidence=0.0, reason=f"no trade: {late}")

    def _decide_or_stand_aside(
        self, frame: "pd.DataFrame", config: StrategyConfig
    ) -> tuple[Decision, dict[str, float]]:
        """FLAT where the strategy fails on these candles: what is held stays protected."""
        try:
            return self._decide(frame, config)
        except ConfigError as error:
            self._log.warning("no decision", error=str(error))
            return _stand_aside(frame.index[-1].to_pydatetime(), str(error)), {}

    def _decide(
        self, frame: "pd.DataFrame", config: StrategyConfig
    ) -> tuple[Decision, dict[str, float]]:
        candles = CandleArrays.of(frame, config.timeframe)
        observations = observe(
            candles,
            self._policy,
            self._events(),
            symbol=self.market.macro_symbol,
            count_undated=self.market.counts_undated,
        )
        decisions = decide(candles, config, self._policy, observations)
        rows = decisions.rows
        indicators = {
            "ema_fast": float(rows.ema_fast[-1]),
            "ema_slow": float(rows.ema_slow[-1]),
            "rsi": float(rows.rsi[-1]),
            "deviation": float(rows.deviation[-1]),
            "momentum_pct": float(rows.momentum_pct[-1]),
            "macro_lean": float(rows.macro_lean[-1]),
        }
        of_strategy = decisions.values_at(len(candles) - 1)
        indicators |= {strategy_value(name): value for name, value in of_strategy.items()}
        return decisions.last(), indicators

    def _settle(
        self, fresh: Sequence[Candle], wanted: Action, config: StrategyConfig
    ) -> "_Settled":
        """Fills of each new candle in order."""
        ledger, outcome = self._ledger, ""
        ledgers: list[Ledger] = []
        trades: list[Trade] = []
        for candle in fresh:
            ledger, closed, outcome = settle(ledger, wanted, candle, config)
            ledgers.append(ledger)
            trades += closed
        return _Settled(tuple(ledgers), tuple(trades), outcome)


def _required(config: StrategyConfig) -> int:
    """required_candles; 0 for a strategy that cannot be used, and so will decide nothing."""
    try:
        return required_candles(config)
    except ConfigError:
        return 0


def strategy_value(name: str) -> str:
    """What a strategy's value is recorded as among the indicators."""
    return f"strategy.{name}"


def _stand_aside(candle_time: datetime, error: str) -> Decision:
    return Decision(
        candle_time=candle_time,
        action=Action.FLAT,
        confidence=0.0,
        reason=f"no trade: {error}",
        ai_override_active=False,
        technical=Signal(action=Action.FLAT, confidence=0.0, reason=error),
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    ledgers: tuple[Ledger, ...]
    trades: tuple[Trade, ...]
    outcome: str


def _missed(count: int, pending: Action) -> tuple[str, ...]:
    if not count:
        return ()
    dropped = (
        f"; the {pending} decided before was not entered" if pending is not Action.FLAT else ""
    )
    return (f"{count + 1} candles came at once: exits were settled in order, no entry{dropped}",)
