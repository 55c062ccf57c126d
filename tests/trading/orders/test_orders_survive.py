"""Random decisions, prices, faults and kills: what must hold of orders holds after every cycle."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import reduce

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain import Action, Candle, JournalKind, StrategyConfig, TradingState
from bot.domain.errors import (
    ExchangeError,
    ExchangeUnavailable,
    OrderRefused,
    OutcomeUnknown,
    RateLimited,
    Refusal,
    StateError,
)
from bot.domain.orders import OrderPurpose
from bot.trading.orders.book.order_book import OrderBook
from bot.trading.orders.book.order_changes import book_after
from tests.support.execution.memory_venue import MemoryVenue
from tests.support.execution.orders_at import Killed, MortalJournal, execution_at

START = datetime(2024, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CONFIG = StrategyConfig(
    risk_per_trade_pct=1,
    stop_loss_pct=0.01,
    take_profit_pct=0.02,
    fee_pct=0.001,
    slippage_pct=0,
    exit_on_opposite_signal=True,
)
REQUESTS = ("send", "protect", "cancel")
QUESTIONS = ("order", "open_orders", "fills_of", "balances", "quote")
FOREIGN = "by-hand"


class Silent(RateLimited):
    """The ban that a 429 begins."""


class Survival(RuleBasedStateMachine):
    """One symbol at a venue that fails in every way, run by a bot that dies at any instruction."""

    @initialize(
        fee_asset=st.sampled_from(["USDT", "BTC", "BNB"]),
        parts=st.integers(1, 3),
        speed=st.sampled_from([1.0, 60.0]),
        stop_type=st.sampled_from(["fixed", "trailing"]),
    )
    def open(self, fee_asset: str, parts: int, speed: float, stop_type: str) -> None:
        self.config = replace(CONFIG, stop_type=stop_type)
        self.venue = MemoryVenue(
            at=START + MINUTE,
            quote_balance=Decimal(25_000),
            fee_pct=Decimal("0.001"),
            fee_asset=fee_asset,
            parts=parts,
            speed=speed,
            spread=Decimal("0.01"),
        )
        self.venue.total |= {"BTC": Decimal(3), "BNB": Decimal(100)}
        self.venue.strangers_order(FOREIGN, Decimal(1), Decimal(100_000))
        self.kept: list = []
        self.plan: list[tuple[str, str, object]] = []
        self.dies_in: int | None = None
        self.silent_until = START
        self.broken_silence = 0
        self.minute = 0
        self.unprotected = 0
        self.delivered: list = []
        self.venue.fault = self.happens
        self.start()

    def start(self) -> None:
        self.journal = MortalJournal(self.kept)
        self.journal.on_append = self.may_die
        self.bot = execution_at(self.venue, self.kept, journal=self.journal, timeframe="1m")
        self.delivered = list(self.bot.history())

    def may_die(self, moment: str) -> None:
        if self.dies_in is not None:
            self.dies_in -= 1
            if self.dies_in < 0:
                self.dies_in = None
                raise Killed

    def happens(self, name: str, moment: str) -> None:
        """What the plan has for this request; a request during a ban is counted."""
        self.may_die(moment)
        if moment == "before" and self.venue.now() < self.silent_until:
            raise Silent("the venue asked for silence")  # an adapter sends nothing then
        for fault in self.plan:
            if fault[:2] == (name, moment):
                self.plan.remove(fault)
                if isinstance(fault[2], Silent):
                    self.silent_until = self.venue.now() + timedelta(seconds=90)
                raise fault[2]

    @rule(
        name=st.sampled_from(REQUESTS),
        moment=st.sampled_from(["before", "after"]),
        times=st.integers(1, 2),
    )
    def an_answer_will_be_lost(self, name: str, moment: str, times: int) -> None:
        self.plan += [(name, moment, OutcomeUnknown("timed out"))] * times

    @rule(name=st.sampled_from(REQUESTS), refusal=st.sampled_from(Refusal))
    def a_request_will_be_refused(self, name: str, refusal: Refusal) -> None:
        if refusal not in (Refusal.DUPLICATE_ID, Refusal.UNKNOWN_ORDER):
            self.plan.append((name, "before", OrderRefused("refused", refusal)))

    @rule(name=st.sampled_from((*REQUESTS, *QUESTIONS)))
    def the_venue_will_be_away(self, name: str) -> None:
        self.plan.append((name, "before", ExchangeUnavailable("away")))

    @rule(name=st.sampled_from((*REQUESTS, *QUESTIONS)))
    def the_venue_will_ask_for_silence(self, name: str) -> None:
        self.plan.append((name, "before", Silent("429")))

    @rule(times=st.integers(1, 2))
    def orders_will_not_be_found_at_once(self, times: int) -> None:
        self.venue.forgets = times

    @rule(times=st.integers(1, 3))
    def executions_will_come_late(self, times: int) -> None:
        self.venue.late = times

    @rule(steps=st.integers(0, 30))
    def the_process_will_die(self, steps: int) -> None:
        self.dies_in = steps

    @rule(is_full=st.booleans())
    def the_disk_is_full_or_has_room(self, is_full: bool) -> None:
        self.journal.is_full = is_full

    @rule(percent=st.integers(-150, 150))
    def the_price_moves(self, percent: int) -> None:
        price = (self.venue.price * (1 + Decimal(percent) / 10_000)).quantize(Decimal("0.01"))
        self.venue.move(max(price, Decimal(1)))

    @rule(percent=st.sampled_from([-5, 5]))
    def the_price_jumps(self, percent: int) -> None:
        price = (self.venue.price * (1 + Decimal(percent) / 100)).quantize(Decimal("0.01"))
        self.venue.jump(max(price, Decimal(1)))

    @rule()
    def somebody_cancels_a_stop(self) -> None:
        ours = [order for order in self.venue.resting() if order.client_id != FOREIGN]
        if ours:
            self.venue.take_back(ours[0])

    @rule(share=st.sampled_from(["0.3", "0.5"]))
    def a_target_fills_in_part(self, share: str) -> None:
        for order in self.venue.resting():
            if order.price is not None and order.client_id != FOREIGN:
                part = self.venue.the_rules.quantity_down(order.quantity * Decimal(share))
                if 0 < part < order.quantity - order.filled:
                    self.venue.execute(order, order.price, part)

    @rule(action=st.sampled_from(list(Action)))
    def a_candle_closes_and_is_decided_on(self, action: Action) -> None:
        self.minute += 1
        self.cycle(action)

    @rule(action=st.sampled_from(list(Action)))
    def the_same_candle_is_decided_on_again(self, action: Action) -> None:
        self.cycle(action)

    @rule()
    def a_cycle_without_a_candle(self) -> None:
        self.cycle(None)

    @precondition(lambda self: self.bot.book.trading_state is not TradingState.ACTIVE)
    @rule()
    def a_person_resumes(self) -> None:
        try:
            self.bot.resume("looked at it")
        except Killed:
            self.kept += self.journal_waiting()
            self.start()

    def cycle(self, action: Action | None) -> None:
        """One cycle of the bot, as a trader makes it."""
        self.venue.time += MINUTE
        did_answer = True
        try:
            self.delivered += self.bot.tend()
            if action is not None:
                self.bot.settle(self.candle(), self.config)
                self.delivered += self.bot.submit(action, self.config)
        except Killed:
            # what a full disk could not take is lost by a kill, and halts: not looked at here
            self.kept += self.journal_waiting()
            self.start()
            did_answer = False
        except (ExchangeError, StateError):
            did_answer = False
        held = self.bot.book.sellable >= Decimal("0.001")
        stop = any(order.stop_price is not None for order in self.venue.resting())
        if did_answer:
            self.unprotected = self.unprotected + 1 if held and not stop else 0
            assert self.unprotected < 2, "held for two cycles without a stop"

    def journal_waiting(self) -> list:
        return list(self.bot._written._waiting)

    def candle(self) -> Candle:
        price = float(self.venue.price)
        return Candle(
            open_time=START + self.minute * MINUTE,
            open=price,
            high=price,
            low=price,
            close=price,
            volume=1.0,
        )

    @invariant()
    def an_intent_has_one_order_at_most_and_a_candle_one_entry(self) -> None:
        intents = {
            key
            for line in self.kept
            if line.kind is JournalKind.INTENT
            for key in (
                line.client_id,
                line.details.get("stop_id"),
                line.details.get("target_id"),
            )
        }
        waiting = {line.client_id for line in self.journal_waiting()} | {
            line.details.get(name)
            for line in self.journal_waiting()
            for name in ("stop_id", "target_id")
        }
        ours = [order for order in self.venue.orders.values() if order.client_id != FOREIGN]
        assert {order.client_id for order in ours} <= intents | waiting
        entries = Counter(
            line.details["candle"]
            for line in {line.client_id: line for line in self.kept}.values()
            if line.kind is JournalKind.INTENT
            and line.details["purpose"] == OrderPurpose.ENTRY
            and line.client_id in self.venue.orders
        )
        assert all(count == 1 for count in entries.values())

    @invariant()
    def nobody_elses_order_or_coin_is_touched(self) -> None:
        assert self.venue.orders[FOREIGN].state.rests
        assert self.venue.total["BTC"] >= 3

    @invariant()
    def memory_is_what_a_restart_would_read(self) -> None:
        if not self.journal_waiting():
            assert self.bot.book == reduce(book_after, self.kept, OrderBook(symbol="BTC/USDT"))

    def teardown(self) -> None:
        """When the faults are over a few cycles make all of it certain, and exact."""
        if not hasattr(self, "venue"):
            return
        self.plan, self.dies_in, self.silent_until = [], None, START
        self.venue.forgets = self.venue.late = 0
        self.journal.is_full = False
        for _ in range(4):
            self.cycle(None)
        assert self.bot.book.in_doubt == ()
        written_off = sum(
            Decimal(line.details["quantity"])
            for line in {line.details.get("trade_id"): line for line in self.kept}.values()
            if line.kind is JournalKind.FILL and line.details.get("written_off")
        )
        assert self.bot.book.position + written_off + 3 == self.venue.total["BTC"]
        trades = {fill.trade_id for fill in self.delivered}
        assert {trade.trade_id for trade in self.venue.trades} <= trades
        assert len(trades) == len(self.delivered)
        cash = -sum(
            fill.side.sign * fill.quantity * fill.price + fill.fee for fill in self.delivered
        )
        in_bnb = (100 - self.venue.total["BNB"]) * 250
        assert cash == self.venue.total["USDT"] - 25_000 - in_bnb


class TestOrdersSurvive(Survival.TestCase):
    settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
