"""GET /signals and /trades: lists, newest first, page by page."""

from dataclasses import asdict
from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from api.dependencies import CursorParam, LimitParam, Reading, ReadingDep
from api.problem import echo
from api.schemas import SignalsAnswer, SignalView, TradesAnswer, TradeView, read_as
from bot.domain import SignalEvent, Trade
from bot.domain.errors import ConfigError

router = APIRouter(tags=["history"])
ViewT = TypeVar("ViewT", bound=BaseModel)


@router.get("/signals")
def signals(
    reading: ReadingDep, limit: LimitParam = 100, cursor: CursorParam = None
) -> SignalsAnswer:
    """Every decision with its reason, also those for no trade."""
    items, next_cursor = _page(reading, SignalEvent, SignalView, limit, cursor)
    fresh = asdict(reading.fresh)
    return SignalsAnswer(**fresh, symbol=reading.symbol, items=items, next_cursor=next_cursor)


@router.get("/trades")
def trades(
    reading: ReadingDep, limit: LimitParam = 100, cursor: CursorParam = None
) -> TradesAnswer:
    """Closed round trips; the open position is in /status."""
    items, next_cursor = _page(reading, Trade, TradeView, limit, cursor)
    fresh = asdict(reading.fresh)
    if not items and cursor is None and fresh["message"] is None:
        fresh["message"] = "No trade has been closed yet."
    return TradesAnswer(**fresh, symbol=reading.symbol, items=items, next_cursor=next_cursor)


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
        422, f"need a cursor that this list gave out as next_cursor, was {echo(cursor)}"
    )
