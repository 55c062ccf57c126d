"""How fast an exchange's time passes: at an exchange once a second, in a rehearsal faster."""

from dataclasses import dataclass

# A stretch tells the pace where its two measurements are in doubt by no more than this part of it.
_DOUBT = 0.05
_MILLISECOND = 0.001
# Paces nearer than this to each other are one pace; a real clock is never that far from 1.
_AGREEMENT = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMeasurement:
    """The exchange's time (s) at a moment of the machine's clock (s), right within +- `doubt`."""

    machine: float
    exchange: float
    doubt: float


class ExchangePace:
    """Exchange seconds in a second of the machine, learned from measurements.

    It is exactly 1 until two stretches after each other show the same other pace: an exchange that
    replays the past at many times the speed, not a clock that was set anew once.
    """

    def __init__(self) -> None:
        self.rate = 1.0
        self._first: TimeMeasurement | None = None
        self._last: TimeMeasurement | None = None
        self._pace: float | None = None

    def learn(self, measured: TimeMeasurement) -> None:
        """Take one more measurement into account."""
        last = self._last
        if last is None:
            self._first = self._last = measured
            return
        if _doubt(last, measured) > _DOUBT:
            return  # too near each other to tell a pace: the next one tells of a longer stretch
        pace, before = _pace(last, measured), self._pace
        self._last, self._pace = measured, pace
        if before is None or not _agree(pace, before) or self._first is None:
            self._first = last
            return
        whole = _pace(self._first, measured)
        self.rate = 1.0 if _agree(whole, 1.0) else whole


def _doubt(first: TimeMeasurement, last: TimeMeasurement) -> float:
    """The doubt of both as a part of the stretch between them."""
    stretch = last.machine - first.machine
    return (first.doubt + last.doubt + _MILLISECOND) / stretch if stretch > 0 else 1.0


def _pace(first: TimeMeasurement, last: TimeMeasurement) -> float:
    return (last.exchange - first.exchange) / (last.machine - first.machine)


def _agree(one: float, other: float) -> bool:
    return one > 0 and other > 0 and abs(one / other - 1) < _AGREEMENT
