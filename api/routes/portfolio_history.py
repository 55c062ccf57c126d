"""GET /portfolio/equity, /portfolio/trades and /portfolio/signals: all symbols together."""

from fastapi import APIRouter, Request, Response

from api.account import curve_views
from api.answers import NO_DECISION_YET, NO_TRADE_YET, list_answer
from api.dependencies import (
    LimitParam,
    MaxPointsParam,
    MergedCursorParam,
    WholePortfolioDep,
)
from api.records import merged_answer
from api.schemas import EquityView, SignalView, TradeView
from bot.domain import SignalEvent, Trade

router = APIRouter(prefix="/portfolio", tags=["account"])
_PART = "Only the newest points of each symbol are read; older ones are on record."


@router.get("/equity", response_model=list[EquityView])
def equity(portfolio: WholePortfolioDep, max_points: MaxPointsParam = 1000) -> Response:
    """The equity of all symbols together, oldest first, as /equity has it of one.

    Each symbol counts with its last mark, before its first one with its initial balance.
    """
    views, is_whole = curve_views(portfolio, max_points)
    return list_answer(EquityView, views, portfolio.saying(None if is_whole else _PART))


@router.get("/trades", response_model=list[TradeView])
def trades(
    request: Request,
    portfolio: WholePortfolioDep,
    limit: LimitParam = 100,
    cursor: MergedCursorParam = None,
) -> Response:
    """Closed trades of every symbol, the newest entry first."""
    return merged_answer(
        request,
        portfolio,
        Trade,
        TradeView,
        "a trade",
        limit=limit,
        cursor=cursor,
        nothing=NO_TRADE_YET,
    )


@router.get("/signals", response_model=list[SignalView])
def signals(
    request: Request,
    portfolio: WholePortfolioDep,
    limit: LimitParam = 100,
    cursor: MergedCursorParam = None,
) -> Response:
    """Decisions on every symbol, newest first, then by symbol."""
    return merged_answer(
        request,
        portfolio,
        SignalEvent,
        SignalView,
        "a signalevent",
        limit=limit,
        cursor=cursor,
        nothing=NO_DECISION_YET,
    )
