"""Which faults are to come, and which happened."""

from bisect import insort
from dataclasses import dataclass, field
from typing import Any

from bot.programs.exchange_simulator.faults.fault import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class HappenedFault:
    """A fault that happened; `time` in simulated milliseconds, `second` as clients count."""

    fault: Fault
    time: int
    second: float
    detail: str

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "time": self.time,
            "second": self.second,
            "kind": self.fault.kind.value,
            "detail": self.detail,
            "fault": document(self.fault),
        }


@dataclass(slots=True)
class _Waiting:
    """A fault of requests that is due: how many fitting ones it let pass and met."""

    fault: Fault
    over: int | None
    passed: int = 0
    met: int = 0

    def meets(self) -> bool:
        """Whether a fitting request meets it."""
        if self.passed < self.fault.after:
            self.passed += 1
            return False
        self.met += 1
        return True

    def is_over(self, now: int) -> bool:
        """Whether nothing will meet it any more."""
        return self.met >= self.fault.times if self.over is None else now >= self.over


@dataclass(slots=True)
class FaultSchedule:
    """Faults to come in the order of their times; `start` is the simulator's first moment."""

    start: int
    happened: list[HappenedFault] = field(default_factory=list)
    _planned: list[tuple[int, Fault]] = field(default_factory=list)
    _waiting: list[_Waiting] = field(default_factory=list)

    def add(self, fault: Fault, now: int) -> None:
        """Let it happen when its time comes, or from now on where that is over."""
        self.plan(max(self.start + round(fault.at * 1000), now), fault)

    def plan(self, due: int, fault: Fault) -> None:
        """Let it happen at a time in milliseconds."""
        insort(self._planned, (due, fault), key=lambda each: each[0])

    def clear(self) -> None:
        """Forget what has not happened yet."""
        self._planned.clear()
        self._waiting.clear()

    def pending(self) -> list[Fault]:
        """What has not happened yet, or goes on."""
        return [each.fault for each in self._waiting] + [fault for _, fault in self._planned]

    def due_events(self, now: int) -> list[tuple[int, Fault]]:
        """Take out the events whose time has come, the earliest first; others wait for requests."""
        events = []
        while self._planned and self._planned[0][0] <= now:
            due, fault = self._planned.pop(0)
            if fault.kind.is_event:
                events.append((due, fault))
            else:
                over = None if fault.seconds is None else due + round(fault.seconds * 1000)
                self._waiting.append(_Waiting(fault, over))
        return events

    def met_by(self, method: str, path: str, symbol: str | None, now: int) -> Fault | None:
        """The first fault that a request meets."""
        self._waiting = [each for each in self._waiting if not each.is_over(now)]
        for each in self._waiting:
            if each.fault.fits(method, path, symbol) and each.meets():
                return each.fault
        return None

    def record(self, fault: Fault, time: int, second: float, detail: str) -> None:
        """Keep that it happened; one that lasts is kept once."""
        if fault.seconds is not None and any(each.fault is fault for each in self.happened):
            return
        self.happened.append(HappenedFault(fault=fault, time=time, second=second, detail=detail))


def document(fault: Fault) -> dict[str, Any]:
    """A fault as JSON, without what it does not say."""
    return fault.model_dump(mode="json", exclude_defaults=True)
