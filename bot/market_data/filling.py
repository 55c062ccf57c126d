"""Filling what is not kept yet, page by page."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain import CandleStore, KeptStretch

FetchStretch = Callable[[datetime, datetime], KeptStretch]


def missing_spans(
    stretches: Sequence[KeptStretch], start: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    """The times from `start` on and before `end` that no stretch covers, ascending."""
    spans, at = [], start
    for stretch in stretches:
        if stretch.start > at and at < end:
            spans.append((at, min(stretch.start, end)))
        at = max(at, stretch.end)
    return [*spans, (at, end)] if at < end else spans


def backfill(
    store: CandleStore,
    fetch: FetchStretch,
    start: datetime,
    end: datetime,
    progress: Callable[[datetime], None],
) -> list[str]:
    """Keep every candle from `start` on and before `end`; sentences about what was damaged.

    `fetch(start, end)` answers the first of the candles in a span, and how far it reached. Each
    answer is kept before the next is asked for, so an interrupted run goes on where it was.
    `progress` hears of every time reached. Errors are the store's and those of `fetch`.
    """
    kept = store.load()
    for first, before in missing_spans(kept.stretches, start, end):
        at = first
        while at < before:
            stretch = fetch(at, before)
            if stretch.end <= at:
                break
            store.keep(stretch)
            at = stretch.end
            progress(at)
    return list(kept.problems)
