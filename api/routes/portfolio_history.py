"""GET /portfolio/equity, /portfolio/trades and /portfolio/signals: all symbols together."""

from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel

from api.account import curve_views
from api.answers import list_answer, next_page
from api.dependencies import (
    LimitParam,
    MaxPointsParam,
    MergedCursorParam,
    WholePortfolioDep,
)
from api.records import merged_page
from api.schemas import EquityView, SignalView, TradeView, read_as
from bot.domain import SignalEvent, Trade, moment_of
from bot.domain.errors import ConfigError

router = APIRouter(prefix="/portfolio", tags=["account"])
ViewT = TypeVar("ViewT", bound=BaseModel)
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
    return _answer(request, portfolio, Trade, TradeView, limit, cursor)


@router.get("/signals", response_model=list[SignalView])
def signals(
    request: Request,
    portfolio: WholePortfolioDep,
    limit: LimitParam = 100,
    cursor: MergedCursorParam = None,
) -> Response:
    """Decisions on every symbol, newest first, then by symbol."""
    return _answer(request, portfolio, SignalEvent, SignalView, limit, cursor)


def _answer(
    request: Request,
    portfolio: WholePortfolioDep,
    kind: type[Any],
    view: type[ViewT],
    limit: int,
    cursor: str | None,
) -> Response:
    try:
        page = merged_page(portfolio.accounts, kind, moment_of, limit, cursor)
    except ConfigError as error:
        raise HTTPException(422, str(error)) from error
    views = [read_as(view, record, f"a {kind.__name__.lower()}") for record in page.items]
    following = next_page(request, cursor=page.older)
    return list_answer(view, views, portfolio.fresh, next_page=following)
