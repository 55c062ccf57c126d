"""The limits of an account, as pure rules over what it holds."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain import RiskLimits, RiskMemory
from bot.trading.risk.account_rules import ACCOUNT_RULES
from bot.trading.risk.entry_rules import reductions, refusals
from bot.trading.risk.facts import AccountFacts, EntryAsk
from bot.trading.risk.measures import beginning_of_day
from bot.trading.risk.verdict import Breach, EntryVerdict, Reason

LEAST_SCALE = 0.01
"""What is less than this part of the planned size is not entered at all."""
_FOR_GOOD = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RiskGuard:
    """Says of an account what may be entered; pure, it remembers nothing and asks no clock."""

    limits: RiskLimits

    def remembered(self, memory: RiskMemory | None, facts: AccountFacts) -> RiskMemory:
        """The memory as of the facts; a new one where the account has other capital than before.

        A new UTC day begins with the equity of now. The day never runs backwards, whatever the
        clock does, and the peak never falls.
        """
        day, equity = beginning_of_day(facts.now), facts.equity
        if memory is None or memory.capital != facts.capital:
            return RiskMemory(
                capital=facts.capital, day=day, day_start_equity=equity, peak_equity=equity
            )
        peak = max(memory.peak_equity, equity)
        if day > memory.day:
            return replace(memory, day=day, day_start_equity=equity, peak_equity=peak)
        return memory if peak == memory.peak_equity else replace(memory, peak_equity=peak)

    def resumed(self, memory: RiskMemory, facts: AccountFacts) -> RiskMemory:
        """The memory after a person let trading go on: loss, drawdown and losses count anew."""
        equity = facts.equity
        return replace(memory, day_start_equity=equity, peak_equity=equity, counted_from=facts.now)

    def breach(self, memory: RiskMemory, facts: AccountFacts) -> Breach | None:
        """The reached limit that stops entries longest; None where none is reached."""
        breaches = [rule(self.limits, memory, facts) for rule in ACCOUNT_RULES]
        return max(
            (breach for breach in breaches if breach is not None),
            key=lambda breach: breach.until or _FOR_GOOD,
            default=None,
        )

    def entry(self, ask: EntryAsk, memory: RiskMemory, facts: AccountFacts) -> EntryVerdict:
        """How much of an entry may be taken, with a reason for each limit that withholds any."""
        if self.limits.are_none or not ask.notional > 0:
            return EntryVerdict()
        breach = self.breach(memory, facts)
        refused = [] if breach is None else [Reason.refusal(breach.rule, breach.reason)]
        refused += refusals(self.limits, memory, facts, ask)
        reasons = refused or list(reductions(self.limits, memory, facts, ask))
        scale = min((reason.scale for reason in reasons), default=1.0)
        return EntryVerdict(scale=scale if scale >= LEAST_SCALE else 0.0, reasons=tuple(reasons))
