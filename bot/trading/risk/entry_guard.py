"""The guard in front of one symbol's entries."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bot.domain import (
    Action,
    Decision,
    EntryBasis,
    StrategyConfig,
    Trade,
    TradingPermit,
    TradingState,
    WithheldReason,
)
from bot.domain.errors import ExchangeError
from bot.trading.risk.desk import RiskDesk
from bot.trading.risk.facts import EntryAsk
from bot.trading.risk.planned_size import planned_notional
from bot.trading.risk.withheld import enters, without_entry, without_order

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContext:
    """What a decision is made in: what is held, the account, and the candles decided on.

    An entry is sized by `balance` and `basis`.
    `closed` are the trades that the new candles closed, `equity` is marked at the last close.
    `closed_at` is when the last of them closed, `now` the trading clock.
    """

    held: Action
    balance: float
    basis: EntryBasis
    equity: float
    closed: tuple[Trade, ...]
    config: StrategyConfig
    closes: "pd.Series"
    closed_at: datetime
    now: datetime


class Reviewed(NamedTuple):
    """A decision as the guard leaves it, and the part of its size that may be entered."""

    decision: Decision
    scale: float


class EntryGuard(Protocol):
    """Reviews the decisions on one symbol before they are acted on."""

    def reviewed(self, decision: Decision, context: EntryContext) -> Reviewed:
        """The decision with what may not be entered withheld; never raises."""
        ...

    def notes(self) -> tuple[str, ...]:
        """What is to be told as long as it holds: why nothing is entered."""
        ...


class Unguarded:
    """An EntryGuard that lets everything through."""

    def reviewed(self, decision: Decision, context: EntryContext) -> Reviewed:
        """The decision, whole."""
        return Reviewed(decision, 1.0)

    def notes(self) -> tuple[str, ...]:
        """Nothing."""
        return ()


class SymbolGuard:
    """The EntryGuard of a symbol, at the desk of its account.

    `spread_pct` answers with the spread now in percent of the price, None where none is known.
    """

    def __init__(
        self, desk: RiskDesk, symbol: str, spread_pct: Callable[[], float | None] = lambda: None
    ) -> None:
        self._desk = desk
        self._symbol = symbol
        self._spread_pct = spread_pct

    def reviewed(self, decision: Decision, context: EntryContext) -> Reviewed:
        """The decision with what may not be entered withheld."""
        try:
            return self._reviewed(decision, context)
        except Exception as error:  # noqa: BLE001 - a fault of the guard must not hold up an exit
            permit = self._desk.fault(error, context.now)
            return Reviewed(self._stopped(decision, context, permit), 1.0)

    def notes(self) -> tuple[str, ...]:
        """The trading state, where it stops entries."""
        permit = self._desk.permit
        return () if permit.allows_entries else (f"trading is {permit}",)

    def _reviewed(self, decision: Decision, context: EntryContext) -> Reviewed:
        book, symbol = self._desk.book, self._symbol
        book.settled(symbol, context.held, context.equity, context.closed)
        book.plan(symbol, 0.0)
        self._desk.watch(self._symbol, context.closes)
        permit = self._desk.permit_at(context.now)
        if not permit.allows_entries:
            return Reviewed(self._stopped(decision, context, permit), 1.0)
        is_entry = enters(decision.action, context.held, context.config)
        if self._desk.limits.are_none or not is_entry:
            return Reviewed(decision, 1.0)
        return self._entered(decision, context)

    def _ask(self, direction: Action, notional: float, context: EntryContext) -> EntryAsk:
        desk = self._desk
        others, correlated = desk.beside(self._symbol, direction, context.now)
        needs_spread = desk.limits.max_spread_pct is not None
        return EntryAsk(
            symbol=self._symbol,
            direction=direction,
            notional=notional,
            others=others,
            correlated=correlated,
            price_age=context.now - context.closed_at,
            spread_pct=self._spread() if needs_spread else None,
            orders_last_minute=desk.orders_last_minute(),
        )

    def _spread(self) -> float | None:
        """NaN where it should be known and cannot be asked for."""
        try:
            return self._spread_pct()
        except ExchangeError:
            return math.nan

    def _entered(self, decision: Decision, context: EntryContext) -> Reviewed:
        sign = decision.action.sign
        notional = planned_notional(
            context.config,
            context.basis,
            balance=context.balance,
            direction=decision.action,
            price=float(context.closes.iloc[-1]),
        )
        ask = self._ask(decision.action, notional, context)
        verdict = self._desk.entry(ask, context.now)
        if not verdict.is_allowed:
            reason = WithheldReason.RISK_LIMIT
            words = f"a risk limit is reached ({verdict.words})"
            withheld = without_entry(decision, context.held, context.config, words, reason)
            return Reviewed(withheld, 1.0)
        self._desk.ordered()
        self._desk.book.plan(self._symbol, sign * notional * verdict.scale)
        if verdict.scale == 1.0:
            return Reviewed(decision, 1.0)
        words = f"entered with {verdict.scale:.1%} of its size ({verdict.words})"
        return Reviewed(replace(decision, reason=f"{decision.reason}; {words}"), verdict.scale)

    def _stopped(
        self, decision: Decision, context: EntryContext, permit: TradingPermit
    ) -> Decision:
        """The decision while trading is stopped; HALTED closes by protection alone."""
        is_limit = permit.rule is not None
        withheld = WithheldReason.RISK_LIMIT if is_limit else WithheldReason.TRADING_STATE
        words = f"trading is {permit}"
        if permit.state is TradingState.HALTED:
            return without_order(decision, words, withheld)
        return without_entry(decision, context.held, context.config, words, withheld)
