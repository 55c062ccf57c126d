"""Candles as a chart draws them, with what the decision on each saw."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from api.account import newest_until
from api.schemas import CandleView, read_as
from api.series.candle_groups import group_size, merge_candles
from bot.domain import CandleRecord, SignalEvent, StateStore


def candle_points(
    store: StateStore, records: Sequence[CandleRecord], max_points: int
) -> list[CandleView]:
    """The records (oldest first) as at most that many points, neighbours merged where needed."""
    decisions = _decisions(store, records)
    size = group_size(len(records), max_points)
    groups = [records[start : start + size] for start in range(0, len(records), size)]
    return [candle_view(group, decisions) for group in groups]


def candle_view(
    group: Sequence[CandleRecord], decisions: Mapping[datetime, SignalEvent]
) -> CandleView:
    """The group as one candle, with the indicators of its last.

    `decisions` are by the open time of their candle.
    """
    merged = asdict(merge_candles([record.candle for record in group]))
    decision = decisions.get(group[-1].candle.open_time)
    seen = dict(decision.indicators) if decision is not None else {}
    return read_as(CandleView, {**seen, **merged}, "a candle")


def _decisions(store: StateStore, records: Sequence[CandleRecord]) -> dict[datetime, SignalEvent]:
    """The decisions on the candles.

    Looked for from the newest of these candles on: the bot may have decided on more since.
    """
    if not records:
        return {}
    newest = records[-1].candle.open_time
    signals = newest_until(store, SignalEvent, newest, len(records))
    return {signal.candle_time: signal for signal in signals}
