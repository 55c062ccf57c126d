"""The guard of one account at work: what it remembers, lets through, stops and reports."""

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from structlog.typing import FilteringBoundLogger

from bot.domain import (
    Action,
    RiskLimits,
    RiskMemory,
    RiskReport,
    RiskRule,
    RiskStore,
    TradingPermit,
    TradingPermitStore,
    TradingState,
)
from bot.domain.errors import StateError
from bot.trading.risk.account_book import AccountBook
from bot.trading.risk.correlation import Closes
from bot.trading.risk.facts import AccountFacts, EntryAsk
from bot.trading.risk.guard import RiskGuard
from bot.trading.risk.limit_uses import limit_uses
from bot.trading.risk.permit_keeper import PermitKeeper
from bot.trading.risk.verdict import Breach, EntryVerdict

if TYPE_CHECKING:
    import pandas as pd

_SECONDS_BETWEEN_REPORTS = 5.0
_MINUTE = 60.0


class RiskDesk:
    """Holds the account of all symbols to its limits, before every entry and in every cycle.

    A limit that is reached stops entries, never an exit: the trading state becomes REDUCING, which
    survives a restart. `monotonic` is a clock of seconds that no wall clock moves.
    """

    def __init__(
        self,
        limits: RiskLimits,
        permits: TradingPermitStore,
        reports: RiskStore,
        log: FilteringBoundLogger,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits
        self.book = AccountBook(limits.max_consecutive_losses or 0)
        self._guard = RiskGuard(limits)
        self._permits = PermitKeeper(permits, log)
        self._reports = reports
        self._log = log
        self._monotonic = monotonic
        self._closes = Closes()
        self._orders: deque[float] = deque()
        self._memory = self._kept_memory()
        self._reported_at = float("-inf")
        self._now: datetime | None = None

    @property
    def permit(self) -> TradingPermit:
        """What holds now."""
        return self._permits.current()

    def permit_at(self, now: datetime) -> TradingPermit:
        """What holds at `now`, the trading clock, the account held to its limits first."""
        self._now = now if self._now is None else max(self._now, now)
        permit = self._permits.at(now)
        if self.limits.are_none:
            return permit
        facts = self.book.facts(now)
        breach = self._guard.breach(self._remember(facts), facts)
        if breach is None:
            return permit
        self._permits.stop(breach, now)
        return self._permits.current()

    def entry(self, ask: EntryAsk, now: datetime) -> EntryVerdict:
        """How much of an entry may be taken now."""
        if self.limits.are_none:
            return EntryVerdict()
        facts = self.book.facts(now)
        return self._guard.entry(ask, self._remember(facts), facts)

    def watch(self, symbol: str, closes: "pd.Series") -> None:
        """Take the closes that a decision on a symbol is made on."""
        if self.limits.max_correlated_exposure_pct is not None:
            self._closes.keep(symbol, closes)

    def beside(self, symbol: str, direction: Action, now: datetime) -> tuple[float, float]:
        """What is held beside a symbol, in quote currency: all of it, and what moves with it."""
        if self.limits.are_none:
            return 0.0, 0.0
        exposures = self.book.facts(now).exposures
        others = {name: size for name, size in exposures.items() if name != symbol}
        correlated = (
            abs(size)
            for name, size in others.items()
            if self._closes.move_together(
                symbol, name, same_direction=(size > 0) == (direction.sign > 0)
            )
        )
        is_bounded = self.limits.max_correlated_exposure_pct is not None
        return sum(map(abs, others.values())), sum(correlated) if is_bounded else 0.0

    def ordered(self) -> None:
        """Count an entry that is ordered now."""
        self._orders.append(self._monotonic())

    def orders_last_minute(self) -> int:
        """How many entries were ordered within the last minute."""
        while self._orders and self._monotonic() - self._orders[0] >= _MINUTE:
            self._orders.popleft()
        return len(self._orders)

    def change(self, state: TradingState, *, reason: str, by: str, at: datetime) -> None:
        """Let a person's word hold from now on; ACTIVE lets losses and drawdown count anew."""
        self._permits.set(TradingPermit(state=state, reason=reason, since=at, by=by))
        if state is TradingState.ACTIVE:
            facts = self.book.facts(self._now or at)
            self._memory = self._guard.resumed(self._remember(facts), facts)
            self._report(facts)

    def fault(self, error: Exception, now: datetime) -> TradingPermit:
        """Stop entries until a person resumes, since the guard itself failed."""
        self._log.error("risk guard failed, entries halted", error=str(error), exc_info=error)
        first_line = next(iter(str(error).splitlines()), "")
        words = f"the risk guard failed ({type(error).__name__}: {first_line})"
        self._permits.stop(Breach(rule=RiskRule.FAULT, reason=words), now)
        return self._permits.current()

    def end_cycle(self) -> None:
        """Hold the account to its limits after a cycle of all symbols, and report it."""
        if self._now is None:
            return
        self.permit_at(self._now)
        if self._monotonic() - self._reported_at >= _SECONDS_BETWEEN_REPORTS:
            self._report(self.book.facts(self._now))

    def flush(self) -> None:
        """Report the account as it is when trading ends."""
        if self._now is not None:
            self._report(self.book.facts(self._now))

    def _remember(self, facts: AccountFacts) -> RiskMemory:
        """The memory as of the facts; what limits need of it is on disk before it counts."""
        before = self._memory
        self._memory = self._guard.remembered(before, facts)
        if self._memory != before and not self.limits.are_none:
            self._report(facts)
        return self._memory

    def _report(self, facts: AccountFacts) -> None:
        self._reported_at = self._monotonic()
        memory = self._memory = self._guard.remembered(self._memory, facts)
        report = RiskReport(
            as_of=facts.now,
            equity=facts.equity,
            memory=memory,
            uses=limit_uses(self.limits, memory, facts),
            exposures=facts.exposures,
        )
        try:
            self._reports.write(report)
        except StateError as error:
            self._log.error("risk report not written", error=str(error))

    def _kept_memory(self) -> RiskMemory | None:
        try:
            report = self._reports.read()
        except StateError as error:
            self._log.warning("the risk guard begins anew", error=str(error))
            return None
        return None if report is None else report.memory
