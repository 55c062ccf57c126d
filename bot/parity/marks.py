"""What in the record can explain a difference, and when it happened."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import Action, WithheldReason
from bot.parity.cause import Cause
from bot.parity.redecide import Redecided
from bot.parity.rows import Row

_FIRST = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at a candle, in words."""

    time: datetime
    words: str


@dataclass(slots=True)
class RecordMarks:
    """The marks of a record by cause, in time order until they are forgotten, and their numbers."""

    counts: Counter[Cause] = field(default_factory=Counter)
    _marks: dict[Cause, list[Mark]] = field(default_factory=dict)
    _first: dict[Cause, list[Mark]] = field(default_factory=dict)
    _before: Row | None = None
    _missed: list[datetime] = field(default_factory=list)

    def see(self, rows: Sequence[Redecided]) -> None:
        """Take note of further rows."""
        for redecided in rows:
            row = redecided.row
            self._see_config(row)
            self._see_missed(row)
            if row.is_late:
                self._add(
                    Cause.LATE_CANDLE, row.time, f"the source was late at {row.time:%F %H:%M}"
                )
            elif row.is_aside:
                self._add(Cause.STOOD_ASIDE, row.time, _aside_words(row))
            elif row.action is not None and row.action is not redecided.own:
                self._see_decision(row, row.action, redecided.own)
            if row.is_changed:
                words = f"the candle {row.time:%F %H:%M} is not the one that was decided on"
                self._add(Cause.CHANGED_CANDLE, row.time, words)
            for words in row.revised:
                self._add(Cause.REVISED_CANDLE, row.time, words)
            self._before = row

    def latest(self, cause: Cause, until: datetime | None) -> Mark | None:
        """The last mark of a cause at or before a moment (None = the end of the record)."""
        marks = self._marks.get(cause, [])
        count = len(marks) if until is None else bisect_right(marks, until, key=_time)
        return marks[count - 1] if count else None

    def forget(self, before: datetime) -> None:
        """Drop what no question about this moment or a later one is answered with."""
        for marks in self._marks.values():
            del marks[: max(bisect_right(marks, before, key=_time) - 1, 0)]

    def first(self, cause: Cause) -> tuple[Mark, ...]:
        """The first few marks of a cause."""
        return tuple(self._first.get(cause, ()))

    def _see_config(self, row: Row) -> None:
        before = self._before
        if before is None:
            return
        if row.fingerprint != before.fingerprint:
            words = f"config {row.fingerprint} instead of {before.fingerprint}"
        elif row.policy != before.policy:
            words = "another decision policy"
        else:
            return
        self._add(Cause.CONFIG_CHANGE, row.time, f"{words} since {row.time:%F %H:%M}")

    def _see_missed(self, row: Row) -> None:
        if row.alone:
            return
        self._missed.append(row.time)
        if row.action is not None:
            count, begin = len(self._missed), self._missed[0]
            words = f"{count} candles in one cycle, {begin:%F %H:%M} to {row.time:%F %H:%M}"
            self._add(Cause.MISSED_CYCLE, begin, words)
            self._missed = []

    def _see_decision(self, row: Row, was: Action, now: Action) -> None:
        words = f"decided {was} at {row.time:%F %H:%M}, which is {now} when decided anew"
        self._add(Cause.DECISION, row.time, words)

    def _add(self, cause: Cause, time: datetime, words: str) -> None:
        mark = Mark(time, words)
        self.counts[cause] += 1
        self._marks.setdefault(cause, []).append(mark)
        first = self._first.setdefault(cause, [])
        if len(first) < _FIRST:
            first.append(mark)


def _aside_words(row: Row) -> str:
    moment = f"{row.time:%F %H:%M}"
    if row.aside is WithheldReason.STANDS_ASIDE:
        return f"the config was disproven at {moment}, nothing was entered"
    if row.aside is WithheldReason.TRADING_STATE:
        return f"trading was stopped at {moment}, nothing was entered"
    if row.aside is WithheldReason.BLACKOUT:
        return f"a scheduled event was near at {moment}, nothing was entered"
    if row.aside is WithheldReason.RISK_LIMIT:
        return f"a risk limit was reached at {moment}, nothing was entered"
    return f"a risk limit left {row.entry_scale:.1%} of the size at {moment}"


def _time(mark: Mark) -> datetime:
    return mark.time
