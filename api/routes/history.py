"""GET /signals and /trades: lists, newest first, page by page."""

from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel

from api.answers import NO_DECISION_YET, NO_TRADE_YET, list_answer, next_page
from api.dependencies import CursorParam, KeptReadingDep, LimitParam, Reading
from api.problem import echo
from api.schemas import SignalView, TradeView, read_as
from bot.domain import SignalEvent, Trade
from bot.domain.errors import ConfigError

router = APIRouter(tags=["history"])
ViewT = TypeVar("ViewT", bound=BaseModel)


@router.get("/signals", response_model=list[SignalView])
def signals(
    request: Request, reading: KeptReadingDep, limit: LimitParam = 100, cursor: CursorParam = None
) -> Response:
    """Every decision with its reason, also those for no trade; newest first."""
    items, older = _page(reading, SignalEvent, SignalView, limit, cursor)
    fresh = reading.saying(None if items or cursor else NO_DECISION_YET)
    return list_answer(SignalView, items, fresh, next_page=next_page(request, cursor=older))


@router.get("/trades", response_model=list[TradeView])
def trades(
    request: Request, reading: KeptReadingDep, limit: LimitParam = 100, cursor: CursorParam = None
) -> Response:
    """Closed round trips, newest first; the open position is in /status."""
    items, older = _page(reading, Trade, TradeView, limit, cursor)
    fresh = reading.saying(None if items or cursor else NO_TRADE_YET)
    return list_answer(TradeView, items, fresh, next_page=next_page(request, cursor=older))


def _page(
    reading: Reading, kind: type[Any], view: type[ViewT], limit: int, cursor: str | None
) -> tuple[list[ViewT], str | None]:
    """The items as views, and the cursor of the page that follows."""
    try:
        page = reading.store.page(kind, limit, cursor)
    except ConfigError as exc:
        raise _unknown_cursor(cursor or "") from exc
    items = [read_as(view, item, f"a {kind.__name__.lower()}") for item in page.items]
    return items, page.older


def _unknown_cursor(cursor: str) -> HTTPException:
    """The refusal of a cursor that does not fit the list as it is."""
    return HTTPException(
        422, f"need a cursor that the Link of this list gave out, was {echo(cursor)}"
    )
