"""One symbol, one cycle: new candles settle what was decided, then one decision is made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    Action,
    BotState,
    Candle,
    ConfigPoll,
    CycleRecord,
    DecisionPolicy,
    EntryBasis,
    ExecutionClient,
    ExitReason,
    Fill,
    MacroEvent,
    MarketDataClient,
    StandAside,
    StandingsPoll,
    StateStore,
    StrategyConfig,
    Trade,
    WithheldReason,
    timeframe_delta,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import MarketDataError, StateError
from bot.trading.account_notes import quiet_settlement_notes, ruin_at_close
from bot.trading.ai_calls import AiRecord, ai_fields
from bot.trading.basis import TradeRecord, basis_at_close, basis_numbers
from bot.trading.books import Ledger, books_of, plain, seen_through, untold_stories
from bot.trading.cycle_facts import CycleFacts
from bot.trading.cycle_record import cycle_record, heartbeat_record
from bot.trading.decided_candles import DecidedCandles
from bot.trading.decision_maker import DecisionMaker, candles_needed
from bot.trading.market import RETRY_SECONDS, Market, MissedCandles, closed_at, new_candles
from bot.trading.revision import Revision
from bot.trading.risk import EntryContext, EntryGuard, Unguarded, without_entry
from bot.trading.settlement import Settlement, settle_each
from bot.trading.stance import Stance, Stances
from bot.trading.state_record import starting_state, state_with_books
from bot.trading.trader_log import TraderLog

if TYPE_CHECKING:
    import pandas as pd


class Seen(NamedTuple):
    """What a cycle knows before it decides: the config in use, the stance to it, what to tell.

    `revised` are the candles that the source has revised, `notes` all sentences that hold.
    """

    poll: ConfigPoll
    stance: Stance
    revised: tuple[Revision, ...]
    notes: tuple[str, ...]


class Trader:
    """Trades one symbol, a cycle at a time; its state lives in the store.

    `execution` carries its decisions out and holds the position of the store's state. `configs`
    answers with the config in use, read anew each cycle; `events` with the macro events known now;
    `standings` with what was shown of its configs, of which a disproven one enters nothing where
    `stand_aside` says so. `heartbeat` is the machine's clock. A restart goes on from the store's
    state: position and the decision still to be acted on. Decisions, trades and config changes are
    logged to `log` with symbol and cycle. `notes` answers with what is to be told in every state,
    read anew each cycle; `guard` reviews each decision before it is acted on; around scheduled
    events of the `blackout`, asked in every cycle, nothing is entered.
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
        standings: Callable[[], StandingsPoll] = StandingsPoll,
        stand_aside: StandAside = StandAside.AUTO,
        guard: EntryGuard | None = None,
        blackout: Callable[[], EntryBlackout] = EntryBlackout,
    ) -> None:
        log = log.bind(symbol=market.symbol)
        self.market = market
        self._source = source
        self._execution = execution
        self._configs = configs
        self._stances = Stances(standings, stand_aside, market.mode)
        self._policy = policy
        self._decisions = DecisionMaker(
            market=market, policy=policy, events=events, blackout=blackout, log=log
        )
        self._guard: EntryGuard = Unguarded() if guard is None else guard
        self._heartbeat = heartbeat
        self._log = TraderLog(log, notes())
        self._notes = notes
        self._has_failed = False
        self._closed: tuple[Trade, ...] = ()  # in no record yet
        self._unjudged: tuple[Trade, ...] = ()  # not told to the guard yet
        history, kept = execution.history(), store.load_state()
        if kept is None or not kept.is_begun:
            self._ledger = Ledger.opened(initial_balance)
            self._state = starting_state(market, self._ledger, configs().config, heartbeat())
        else:
            market.refuse_foreign(kept)
            opened = Ledger.opened(kept.initial_balance)
            self._ledger = Ledger.restored(kept) if history is None else opened
            self._state = kept
        self._take_history(history)
        self._stories = untold_stories(execution, store)
        self._decided = DecidedCandles.kept_in(store)
        self._ai_record = AiRecord.kept_in(store)
        self._record = TradeRecord(store.trades)
        self._record.add(self._closed)
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
        self._tend()
        self._source.advance()
        poll = self._configs()
        self._log.config(poll)
        stance = self._stances.towards(poll.config, self._state)
        self._log.stance(stance)
        frame = self._fetch(poll.config)
        fresh = new_candles(frame, self._state.last_candle_time)
        revised = self._decided.revisions(frame)
        notes = *self._lasting_notes(poll, stance, frame), *self._decided.words(revised)
        seen = Seen(poll=poll, stance=stance, revised=revised, notes=notes)
        record = self._act(seen, frame, fresh) if fresh else self._still(seen, frame)
        record = self._with_what_waits(record)
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

    def close(self, reason: ExitReason) -> CycleRecord:
        """Exit what is held and take back what was decided; the record has what is known by now.

        Where the exit is filled at the next open, a restart before it goes on with it.
        """
        self._execution.withdraw()
        self._execution.close(reason)
        self._tend()
        is_held = self._execution.position() is not None
        closing = reason if is_held else None
        closed = replace(self._state, pending_action=Action.FLAT, closing=closing)
        record = self._with_what_waits(heartbeat_record(closed, self._heartbeat()))
        self._state = record.state
        return record

    def resume(self, reason: str) -> None:
        """Enter again where orders stopped that by themselves: a person has looked."""
        self._execution.resume(reason)

    def fail(self, reason: str, *, halt_entries: bool = False) -> CycleRecord:
        """Note that a cycle failed: the heartbeat moves on, the reason shows, nothing is traded.

        `halt_entries` withdraws the decision still to be acted on.
        """
        known = self._booked(self._execution.filled(), self._state)
        pending = known.pending_action
        if halt_entries:
            self._execution.withdraw()
            pending = Action.FLAT
        failed = replace(
            known,
            pending_action=pending,
            warnings=(reason, *self._guard.notes(), *self._execution.notes(), *self._notes()),
        )
        record = self._with_what_waits(heartbeat_record(failed, self._heartbeat()))
        self._state, self._has_failed = record.state, True
        return record

    def _take_history(self, fills: tuple[Fill, ...] | None) -> None:
        """Where orders have a journal the books are the fold over it, whatever the state says.

        Trades that a run before closed and could not keep any more are kept with the next record.
        """
        if fills is None:
            return
        books = books_of(fills, self._state)
        self._ledger, self._closed, self._unjudged = books.ledger, books.trades, books.trades
        self._state = state_with_books(self._state, books.ledger, self._execution.position())

    def _tend(self) -> None:
        """Book what was filled between two cycles, whatever becomes of this one."""
        self._state = self._booked(self._execution.tend(), self._state)

    def _booked(self, fills: tuple[Fill, ...], state: BotState) -> BotState:
        """The state with further fills in its books."""
        if not fills:
            return state
        booking = self._ledger.after(fills)
        self._ledger = booking.ledger
        self._closed += booking.trades
        self._unjudged += booking.trades
        self._record.add(booking.trades)
        return state_with_books(state, booking.ledger, self._execution.position())

    def _with_what_waits(self, record: CycleRecord) -> CycleRecord:
        """With trades that were closed and orders that ended since the record before."""
        closed, self._closed = self._closed, ()
        stories, self._stories = (*self._stories, *self._execution.stories()), ()
        if not closed and not stories:
            return record
        return replace(record, trades=(*closed, *record.trades), orders=stories)

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

    def _still(self, seen: Seen, frame: "pd.DataFrame") -> CycleRecord:
        (newest,) = new_candles(frame, None)
        late = self.market.lateness(newest.open_time, self._source.now())
        state = replace(
            self._state,
            warnings=(
                *seen.notes,
                *ruin_at_close(self._ledger, newest.close, self._close_time(newest)),
                *([] if late is None else [str(late)]),
            ),
            config_error=seen.poll.error,
            standing=seen.stance.standing,
            standing_reason=seen.stance.reason,
            cycle=self._state.cycle + 1,
        )
        return heartbeat_record(state, self._heartbeat())

    def _act(self, seen: Seen, frame: "pd.DataFrame", fresh: Sequence[Candle]) -> CycleRecord:
        """Decide, then settle: where deciding fails, nothing has been settled."""
        config, pending, newest = seen.poll.config, self._state.pending_action, fresh[-1]
        made = self._decisions.decide(frame, config, self._source.now())
        missed = MissedCandles(count=len(fresh), dropped=pending) if len(fresh) > 1 else None
        if missed is not None:
            self._execution.withdraw()
            pending = Action.FLAT
        of_pending = EntryBasis.in_state(self._state)
        decided = self._state.last_signal_id
        settled = settle_each(
            self._execution, self._ledger, pending, fresh, config, of_pending, decided
        )
        self._closed = tuple(seen_through(trade, fresh) for trade in self._closed)
        for settlement in settled:
            self._record.add(settlement.trades)
        basis = basis_at_close(frame, config, self._record)
        decision = made.decision
        if made.blackout is not None:
            decision = without_entry(
                decision,
                settled[-1].ledger.direction,
                config,
                made.blackout,
                WithheldReason.BLACKOUT,
            )
        if seen.stance.withholds_entries:
            decision = without_entry(
                decision,
                settled[-1].ledger.direction,
                config,
                "the config is disproven",
                WithheldReason.STANDS_ASIDE,
            )
        context = self._context(settled, newest, frame["close"], config, basis)
        decision, scale = self._guard.reviewed(decision, context)
        record = cycle_record(
            CycleFacts(
                market=self.market,
                config=config,
                config_error=seen.poll.error,
                tells_config=self._is_news(config),
                policy=self._policy,
                decision=decision,
                macro_events=made.macro_events,
                entry_scale=scale,
                indicators={**made.indicators, **basis_numbers(config, basis)},
                candles=tuple(fresh),
                settlements=settled,
                position=self._execution.position(),
                missed=missed,
                lasting_notes=(
                    *seen.notes,
                    *quiet_settlement_notes(
                        fresh, settled, are_stated=bool((frame["volume"] > 0).any())
                    ),
                    *ruin_at_close(settled[-1].ledger, newest.close, self._close_time(newest)),
                ),
                revised=self._decided.news(seen.revised),
                stance=seen.stance,
                cycle=self._state.cycle + 1,
                heartbeat=self._heartbeat(),
            )
        )
        exits_only = decision.withheld is not None
        filled = self._execution.submit(
            decision.action, config, exits_only=exits_only, scale=scale, basis=basis
        )
        self._ledger = settled[-1].ledger
        self._decided.add(fresh)
        self._ai_record.add(record)
        state = replace(record.state, **ai_fields(self._ai_record.score(config)))
        return replace(record, state=self._booked(filled, state))

    def _lasting_notes(
        self, poll: ConfigPoll, stance: Stance, frame: "pd.DataFrame"
    ) -> tuple[str, ...]:
        """What is to be told as long as it holds."""
        faults = () if stance.error is None else (stance.error,)
        of_orders = *self._guard.notes(), *self._execution.notes()
        return *of_orders, *self._notes(), *poll.shadowed, *faults, *frame.attrs.get("warnings", ())

    def _context(
        self,
        settled: Sequence[Settlement],
        newest: Candle,
        closes: "pd.Series",
        config: StrategyConfig,
        basis: EntryBasis,
    ) -> EntryContext:
        """What the guard judges an entry by; `closed` are the trades since it was asked last."""
        ledger = settled[-1].ledger
        closed, self._unjudged = self._unjudged, ()
        return EntryContext(
            held=ledger.direction,
            balance=plain(ledger.balance),
            basis=basis,
            equity=plain(ledger.equity(newest.close)),
            closed=(*closed, *(trade for settlement in settled for trade in settlement.trades)),
            config=config,
            closes=closes,
            closed_at=self._close_time(newest),
            now=self._source.now(),
        )

    def _close_time(self, candle: Candle) -> datetime:
        return candle.open_time + timeframe_delta(self.market.timeframe)

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
