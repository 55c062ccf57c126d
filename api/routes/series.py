"""GET /equity and /candles: series for charts, oldest first, with no extreme lost."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from api.candle_groups import group_size, merge_candles
from api.dependencies import MaxPointsParam, Reading, ReadingDep
from api.schemas import CandlesAnswer, CandleView, EquityAnswer, EquityView, read_as
from bot.arrays import decimated_rows
from bot.domain import CandleRecord, SignalEvent

router = APIRouter(tags=["series"])
MOST_EQUITY_POINTS_READ = 100_000


@router.get("/equity")
def equity(reading: ReadingDep, max_points: MaxPointsParam = 1000) -> EquityAnswer:
    """The equity curve of the newest 100,000 candles at most; `complete` tells if that is all."""
    newest_first = reading.store.equity(MOST_EQUITY_POINTS_READ + 1)
    series = newest_first[MOST_EQUITY_POINTS_READ - 1 :: -1]
    kept = decimated_rows(np.array([point.equity for point in series]), max_points)
    fresh = asdict(reading.fresh)
    if not series and fresh["message"] is None:
        fresh["message"] = "The equity curve begins with the next closed candle."
    return EquityAnswer(
        **fresh,
        symbol=reading.symbol,
        initial_balance=None if reading.state is None else reading.state.initial_balance,
        counted=len(series),
        complete=len(newest_first) == len(series),
        points=[read_as(EquityView, series[index], "an equity point") for index in kept],
    )


@router.get("/candles")
def candles(
    reading: ReadingDep,
    limit: Annotated[int, Query(ge=1, le=5000, description="the newest candles to draw")] = 500,
    max_points: MaxPointsParam = 1000,
) -> CandlesAnswer:
    """Candles that were decided on, with the EMAs and RSI that the decision saw."""
    records = reading.store.candles(limit)[::-1]
    size = group_size(len(records), max_points)
    decisions = _decisions(reading, records, limit)
    groups = [records[start : start + size] for start in range(0, len(records), size)]
    fresh = asdict(reading.fresh)
    if not records and fresh["message"] is None:
        fresh["message"] = "The first closed candle has not been decided on yet."
    return CandlesAnswer(
        **fresh,
        symbol=reading.symbol,
        timeframe=records[-1].timeframe if records else _timeframe(reading),
        candles_per_point=size,
        points=[_point(group, decisions) for group in groups],
    )


def _decisions(
    reading: Reading, records: list[CandleRecord], limit: int
) -> dict[datetime, SignalEvent]:
    """The decisions on the candles (oldest first), which were read a moment before.

    The bot may have decided on more candles since, so that the newest signals do not reach back
    to the oldest candle: then the page before them is read too.
    """
    page = reading.store.page(SignalEvent, limit)
    signals = page.items
    if records and page.older and signals[-1].candle_time > records[0].candle.open_time:
        signals = signals + reading.store.page(SignalEvent, limit, page.older).items
    return {signal.candle_time: signal for signal in signals}


def _point(group: list[CandleRecord], decisions: dict[datetime, SignalEvent]) -> CandleView:
    """The group as one candle, with the indicators of its last."""
    merged = asdict(merge_candles([record.candle for record in group]))
    decision = decisions.get(group[-1].candle.open_time)
    seen = dict(decision.indicators) if decision is not None else {}
    return read_as(CandleView, {**seen, **merged}, "a candle")


def _timeframe(reading: Reading) -> str | None:
    return None if reading.state is None else reading.state.timeframe
