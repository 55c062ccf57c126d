"""GET /equity and /candles: series for charts, oldest first, with no extreme lost."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.account import Account, curve_views, portfolio_of_one
from api.answers import NO_DECISION_YET, list_answer, next_page
from api.dependencies import KeptReadingDep, MaxPointsParam, Reading, SurroundingsDep
from api.schemas import CandleView, EquityView, Moment
from api.series import candle_points
from bot.domain import CandleRecord, Page, rfc3339

router = APIRouter(tags=["series"])
_ONLY_THE_NEWEST = "The newest 100,000 points; older ones are on record and not shown."


@router.get("/equity", response_model=list[EquityView])
def equity(
    reading: KeptReadingDep, surroundings: SurroundingsDep, max_points: MaxPointsParam = 1000
) -> Response:
    """The equity curve, oldest first, beside holding and with its drawdown.

    Of more than 100,000 points the newest; the Note tells.
    """
    if reading.state is None:
        return list_answer(EquityView, [], reading.fresh)
    account = Account(reading.store, reading.state)
    portfolio = portfolio_of_one(account, reading.now, surroundings.histories)
    points, is_whole = curve_views(portfolio, max_points)
    return list_answer(EquityView, points, reading.saying(None if is_whole else _ONLY_THE_NEWEST))


@router.get("/candles", response_model=list[CandleView])
def candles(
    request: Request,
    reading: KeptReadingDep,
    limit: Annotated[int, Query(ge=1, le=5000, description="the newest candles to draw")] = 500,
    max_points: MaxPointsParam = 1000,
    before: Annotated[
        Moment | None,
        Query(
            description="only candles that opened earlier; Link has it for the page that is older",
            examples=["2025-03-01T12:00:00Z"],
        ),
    ] = None,
) -> Response:
    """Candles that were decided on, oldest first, with the EMAs and RSI that the decision saw.

    Where more were asked for than `max_points`, neighbours are merged: first open, highest high,
    lowest low, last close, volume summed, EMAs and RSI of the last one.
    """
    page = _page_before(reading, before, limit)
    points = candle_points(reading.store, page.items[::-1], max_points)
    return list_answer(
        CandleView,
        points,
        reading.saying(None if points or before else NO_DECISION_YET),
        next_page=next_page(request, before=_oldest(page)),
    )


def _page_before(reading: Reading, before: datetime | None, limit: int) -> Page[CandleRecord]:
    if before is None:
        return reading.store.page(CandleRecord, limit)
    cursor = reading.store.cursor_before(CandleRecord, before)
    if cursor is None:
        return Page(items=[], older=None)
    return reading.store.page(CandleRecord, limit, cursor)


def _oldest(page: Page[CandleRecord]) -> str | None:
    """What `before` is for the page that follows; None where there is none."""
    return None if page.older is None else rfc3339(page.items[-1].candle.open_time)
