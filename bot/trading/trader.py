"""One symbol, one cycle: new candles settle what was decided, then one decision is made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    Action,
    BotState,
    Candle,
    ConfigPoll,
    CycleRecord,
    DecisionPolicy,
    ExecutionClient,
    MacroEvent,
    MarketDataClient,
    StateStore,
    StrategyConfig,
)
from bot.domain.errors import MarketDataError, StateError
from bot.trading.cycle_facts import CycleFacts
from bot.trading.cycle_record import cycle_record, heartbeat_record
from bot.trading.decided_candles import LOOKED_AT, DecidedCandles
from bot.trading.decision_maker import DecisionMaker, candles_needed
from bot.trading.ledger import Ledger
from bot.trading.market import RETRY_SECONDS, Market, MissedCandles, closed_at, new_candles
from bot.trading.settlement import settle_each
from bot.trading.state_record import starting_state
from bot.trading.trader_log import TraderLog

if TYPE_CHECKING:
    import pandas as pd


class Trader:
    """Trades one symbol, a cycle at a time; its state lives in the store.

    `execution` carries its decisions out and holds the position of the store's state. `configs`
    answers with the config in use, read anew each cycle; `events` with the macro events known now.
    `heartbeat` is the machine's clock. A restart goes on from the store's state: position and the
    decision still to be acted on. Decisions, trades and config changes are logged to `log` with
    symbol and cycle. `notes` answers with what is to be told in every state, read anew each cycle.
    StateError where store and `execution` hold different positions.
    """

    def __init__(
        self,
        *,
        market: Market,
        source: MarketDataClient,
        execution: ExecutionClient,
        store: StateStore,
        configs: Callable[[], ConfigPoll],
        events: Callable[[], Sequence[MacroEvent]],
        policy: DecisionPolicy,
        initial_balance: float,
        heartbeat: Callable[[], datetime],
        log: FilteringBoundLogger,
        notes: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        log = log.bind(symbol=market.symbol)
        self.market = market
        self._source = source
        self._execution = execution
        self._configs = configs
        self._policy = policy
        self._decisions = DecisionMaker(market=market, policy=policy, events=events, log=log)
        self._heartbeat = heartbeat
        self._log = TraderLog(log, notes())
        self._notes = notes
        self._has_failed = False
        kept = store.load_state()
        if kept is None or kept.last_candle_time is None:  # nothing was ever decided
            self._ledger = Ledger.opened(initial_balance)
            self._state = starting_state(market, self._ledger, configs().config, heartbeat())
        else:
            market.refuse_foreign(kept)
            self._ledger, self._state = Ledger.restored(kept), kept
        newest = reversed(store.candles(LOOKED_AT))
        self._decided = DecidedCandles(record.candle for record in newest)
        _refuse_other_position(self._ledger, execution, market.symbol)

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
        poll = self._configs()
        self._log.config(poll)
        frame = self._fetch(poll.config)
        fresh = new_candles(frame, self._state.last_candle_time)
        revised = self._decided.revisions(frame)
        standing = (*self._standing(poll, frame), *revised)
        if fresh:
            record = self._act(poll, frame, fresh, revised, standing)
        else:
            record = self._still(poll, frame, standing)
        self._state, self._has_failed = record.state, False
        self._log.cycle(record)
        return record

    def seconds_to_next_look(self) -> float | None:
        """How long until the next candle may be there; None where nothing is to be waited for.

        Asks nothing of a source that has just failed.
        """
        if self._has_failed:
            return RETRY_SECONDS if self.market.runs_in_real_time else None
        due = self._state.next_candle_time
        return None if due is None else self.market.seconds_to_next_look(due, self._source.now())

    def fail(self, reason: str, *, halt_entries: bool = False) -> CycleRecord:
        """Note that a cycle failed: the heartbeat moves on, the reason shows, nothing is traded.

        `halt_entries` withdraws the decision still to be acted on.
        """
        pending = self._state.pending_action
        if halt_entries:
            self._execution.withdraw()
            pending = Action.FLAT
        failed = replace(self._state, pending_action=pending, warnings=(reason, *self._notes()))
        record = heartbeat_record(failed, self._heartbeat())
        self._state, self._has_failed = record.state, True
        return record

    def _fetch(self, config: StrategyConfig) -> "pd.DataFrame":
        """The newest candles, as many as the decision and the way back to the last one need."""
        limit = candles_needed(
            self.market, config, self._state.last_candle_time, self._source.now()
        )
        frame = self._source.fetch_ohlcv(self.market.data_symbol, self.market.timeframe, limit)
        frame = closed_at(frame, self.market.timeframe, self._source.now())
        if not len(frame):
            raise MarketDataError(f"{self.market.data_symbol} has no closed candle yet")
        return frame

    def _still(
        self, poll: ConfigPoll, frame: "pd.DataFrame", standing: tuple[str, ...]
    ) -> CycleRecord:
        late = self.market.lateness(frame.index[-1].to_pydatetime(), self._source.now())
        state = replace(
            self._state,
            warnings=standing if late is None else (*standing, str(late)),
            config_error=poll.error,
            cycle=self._state.cycle + 1,
        )
        return heartbeat_record(state, self._heartbeat())

    def _act(
        self,
        poll: ConfigPoll,
        frame: "pd.DataFrame",
        fresh: Sequence[Candle],
        revised: tuple[str, ...],
        standing: tuple[str, ...],
    ) -> CycleRecord:
        """Decide, then settle: where deciding fails, nothing has been settled."""
        config, pending = poll.config, self._state.pending_action
        made = self._decisions.decide(frame, config, self._source.now())
        missed = MissedCandles(count=len(fresh), dropped=pending) if len(fresh) > 1 else None
        if missed is not None:
            self._execution.withdraw()
            pending = Action.FLAT
        settled = settle_each(self._execution, self._ledger, pending, fresh, config)
        record = cycle_record(
            CycleFacts(
                market=self.market,
                config=config,
                config_error=poll.error,
                tells_config=self._is_news(config),
                policy=self._policy,
                decision=made.decision,
                indicators=made.indicators,
                candles=tuple(fresh),
                settlements=settled,
                position=self._execution.position(),
                missed=missed,
                standing=standing,
                revised=self._decided.news(revised),
                cycle=self._state.cycle + 1,
                heartbeat=self._heartbeat(),
            )
        )
        self._ledger = settled[-1].ledger
        self._decided.add(fresh)
        self._execution.submit(made.decision.action, config)
        return record

    def _standing(self, poll: ConfigPoll, frame: "pd.DataFrame") -> tuple[str, ...]:
        """What is to be told as long as it holds."""
        return *self._notes(), *poll.shadowed, *frame.attrs.get("warnings", ())

    def _is_news(self, config: StrategyConfig) -> bool:
        """Whether the history does not tell yet what this decision is made with."""
        recorded = self._state.config_fingerprint, dict(self._state.policy)
        made_with = config.fingerprint, self._policy.to_dict()
        return self._state.last_candle_time is None or recorded != made_with


def _refuse_other_position(ledger: Ledger, execution: ExecutionClient, symbol: str) -> None:
    position = execution.position()
    direction = Action.FLAT if position is None else position.direction
    if direction is not ledger.direction:
        raise StateError(
            f"need one position of {symbol}, the state holds {ledger.direction} and the exchange "
            f"{direction}"
        )
