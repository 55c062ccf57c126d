"""Whether trading is allowed now: by a person, by time, and by a rule that stops it."""

from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import RiskRule, TradingPermit, TradingPermitStore, TradingState
from bot.domain.errors import StateError
from bot.trading.risk.lasting_fault import LastingFault
from bot.trading.risk.verdict import Breach

_FOR_GOOD = datetime.max.replace(tzinfo=UTC)


class PermitKeeper:
    """The trading permit as it is stored, which only a person, time or a reached limit changes.

    What cannot be read is HALTED. What cannot be written holds in this process, and is written as
    soon as it can be.
    """

    def __init__(self, store: TradingPermitStore, log: FilteringBoundLogger) -> None:
        self._store = store
        self._log = log
        self._unwritten: TradingPermit | None = None
        self._fault = LastingFault(log, "trading state cannot be kept")

    def at(self, now: datetime) -> TradingPermit:
        """What holds at `now`: a rule's stop whose time is over ends."""
        permit = self.current()
        if not permit.has_ended(now):
            return permit
        reason = f"the time of {permit.rule or permit.by} is over"
        active = TradingPermit(reason=reason, since=now, by="time", rule=permit.rule)
        self.set(active)
        return active

    def current(self) -> TradingPermit:
        """What is stored now; HALTED with the reason where it cannot be read."""
        if self._unwritten is not None:
            self.set(self._unwritten)
            return self._unwritten or self.current()
        try:
            permit = self._store.read()
        except StateError as error:
            self._fault.tell(str(error))
            return TradingPermit(
                state=TradingState.HALTED, reason=str(error), by="the bot", rule=RiskRule.FAULT
            )
        self._fault.tell(None)
        return permit

    def set(self, permit: TradingPermit) -> None:
        """Let a permit hold from now on."""
        if permit != self._unwritten:
            self._log.warning("trading state", state=str(permit.state), reason=permit.reason)
        self._unwritten = permit
        try:
            self._store.write(permit)
        except StateError as error:
            self._fault.tell(str(error))
            return
        self._unwritten = None

    def stop(self, breach: Breach, now: datetime) -> None:
        """Let a rule stop entries; a person's word, and a rule that stops longer, stay."""
        held = self.current()
        if not held.allows_entries:
            outlasts = (breach.until or _FOR_GOOD) > (held.until or _FOR_GOOD)
            if held.rule is None or held.state is TradingState.HALTED or not outlasts:
                return
        self.set(
            TradingPermit(
                state=TradingState.REDUCING,
                reason=breach.reason,
                since=now,
                by="the risk guard",
                rule=breach.rule,
                until=breach.until,
            )
        )
