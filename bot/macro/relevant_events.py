"""The events that matter to a symbol as arrays, each weighed by how often its story was told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray, IntArray, nanoseconds
from bot.domain import IMPACT_WEIGHT, MacroEvent
from bot.domain.stories import Stories, title_words

STORY_HOURS = 72.0
"""How long after its first telling a story takes in what tells it again."""
REPEAT_FACTOR = 0.5
"""What a further telling weighs of one that came right before it."""
HOUR_NS = 3_600_000_000_000

_POLITICAL = ("politic", "geopolitic", "election", "war", "tariff")
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RelevantEvents:
    """One row an event: those with a date in the order of publication, then those without.

    `published` (ns) has the first only. `weight` is that of the impact x REPEAT_FACTOR ** k, where
    k earlier rows tell the same story: for a dated row, those published since the story's first
    telling, at most STORY_HOURS before; for an undated one, the undated ones that weigh more. So
    tellings of one impact come to less than two of it, however many, and no row depends on a later
    one. `story` numbers the `stories` from 0, `position` is the event's place among all events.
    `of_rates` and `of_politics` are the rows that expect something of interest rates, and those of
    politics.
    """

    events: tuple[MacroEvent, ...]
    published: NDArray[np.int64]
    weight: FloatArray
    bias: FloatArray
    story: IntArray
    stories: int
    position: IntArray
    of_rates: IntArray
    of_politics: IntArray

    @property
    def undated(self) -> int:
        """How many have no date."""
        return len(self.weight) - len(self.published)


class PreparedEvents:
    """A tuple of events with what is computed of it once: words of titles, arrays of symbols."""

    def __init__(self, events: tuple[MacroEvent, ...]) -> None:
        self.events = events
        self._words = [title_words(event.title) for event in events]
        self._by_symbol: dict[str, RelevantEvents] = {}

    def of(self, symbol: str) -> RelevantEvents:
        """The events that matter to a symbol."""
        if symbol not in self._by_symbol:
            self._by_symbol[symbol] = _relevant(self._rows(symbol))
        return self._by_symbol[symbol]

    def _rows(self, symbol: str) -> list["_Row"]:
        return [
            _Row(
                position=position,
                event=event,
                at=None if event.published_at is None else nanoseconds(event.published_at),
                impact=IMPACT_WEIGHT[event.impact],
                bias=bias,
                words=self._words[position],
            )
            for position, event in enumerate(self.events)
            if (bias := event.bias_for(symbol)) is not None
        ]


_prepared: dict[int, PreparedEvents] = {}


def prepared(events: tuple[MacroEvent, ...]) -> PreparedEvents:
    """What is computed of events once, for as long as the same tuple comes again.

    Files that do not change give the same one in every cycle, and a search the same to every trial.
    It is kept for the last few tuples, and changes no answer.
    """
    kept = _prepared.get(id(events))
    if kept is None or kept.events is not events:
        if len(_prepared) >= _MOST_KEPT:
            _prepared.clear()
        kept = _prepared[id(events)] = PreparedEvents(events)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    position: int
    event: MacroEvent
    at: int | None
    impact: float
    bias: float
    words: frozenset[str]


def _relevant(rows: Sequence[_Row]) -> RelevantEvents:
    dated = sorted(
        (row for row in rows if row.at is not None), key=lambda row: (row.at, row.impact, row.bias)
    )
    undated = [row for row in rows if row.at is None]
    known, told = _tellings(dated, STORY_HOURS * HOUR_NS)
    others, told_too = _tellings(undated, 0.0)
    new = max(known, default=-1) + 1
    rows, told = [*dated, *undated], [*told, *told_too]
    events = tuple(row.event for row in rows)
    return RelevantEvents(
        events=events,
        published=np.array([row.at for row in dated], np.int64),
        weight=_floats(
            row.impact * REPEAT_FACTOR**before for row, before in zip(rows, told, strict=True)
        ),
        bias=_floats(row.bias for row in rows),
        story=np.array([*known, *(new + story for story in others)], np.int64),
        stories=new + max(others, default=-1) + 1,
        position=np.array([row.position for row in rows], np.int64),
        of_rates=_rows_where(bool(event.interest_rate_expectation) for event in events),
        of_politics=_rows_where(event.category.lower().startswith(_POLITICAL) for event in events),
    )


def _tellings(rows: Sequence[_Row], lasting_ns: float) -> tuple[list[int], list[int]]:
    """Of each row its story, and how many rows before it told that; rows ascend in time.

    Of several at one moment the heaviest comes first, whatever the order of the rows.
    """
    order = sorted(
        range(len(rows)),
        key=lambda n: (rows[n].at or 0, -rows[n].impact, rows[n].event.title, rows[n].bias),
    )
    stories, counts = Stories(lasting_ns), list[int]()
    story_of, before = [0] * len(rows), [0] * len(rows)
    for n in order:
        story = stories.tell(rows[n].words, rows[n].at or 0)
        if story == len(counts):
            counts.append(0)
        story_of[n], before[n] = story, counts[story]
        counts[story] += 1
    return story_of, before


def _floats(values: Iterable[float]) -> FloatArray:
    return np.array(list(values), np.float64)


def _rows_where(holds: Iterable[bool]) -> IntArray:
    return np.array([row for row, is_so in enumerate(holds) if is_so], np.int64)
