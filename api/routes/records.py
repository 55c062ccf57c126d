"""GET /orders, /news and /optimizer/runs: what was recorded of them, newest first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.answers import list_answer, next_page
from api.dependencies import (
    AnySymbolParam,
    CursorParam,
    LimitParam,
    MergedCursorParam,
    PortfolioDep,
    SurroundingsDep,
)
from api.events import event_view
from api.problem import refusing
from api.records import events_between, merged_answer, news_page, run_view, runs_page
from api.schemas import EventView, Moment, OrderView, RunView
from bot.domain.freshness import Freshness
from bot.domain.orders import OrderStory

router = APIRouter(tags=["records"])
SinceParam = Annotated[
    Moment | None, Query(description="published then or later", examples=["2025-03-01T00:00:00Z"])
]
UntilParam = Annotated[
    Moment | None, Query(description="published before", examples=["2025-03-02T00:00:00Z"])
]
_ON_PAPER = "No order has come to its end; on paper there are none."
_NO_NEWS = "No event is on file. NEWS_INTERVAL_MINUTES above 0 asks the feeds for some."
_NONE_SUCH = "Events are on file, but none of that symbol and that time."
_NO_RUN = "The optimizer has not run yet; run_portfolio_optimize.py runs it now."


@router.get("/orders", response_model=list[OrderView])
def orders(
    request: Request,
    portfolio: PortfolioDep,
    limit: LimitParam = 100,
    cursor: MergedCursorParam = None,
) -> Response:
    """Orders that came to their end, newest first: what was asked, answered and filled."""
    return merged_answer(
        request,
        portfolio,
        OrderStory,
        OrderView,
        "an order",
        limit=limit,
        cursor=cursor,
        nothing=_ON_PAPER,
    )


@router.get("/news", response_model=list[EventView])
def news(
    request: Request,
    surroundings: SurroundingsDep,
    symbol: AnySymbolParam = None,
    limit: LimitParam = 100,
    since: SinceParam = None,
    until: UntilParam = None,
    cursor: CursorParam = None,
) -> Response:
    """Macro events by hand and from feeds, newest first; with a symbol those that concern it.

    `bias` is for the symbol; without one it is null.
    """
    current = surroundings.macro_events().current()
    events = events_between(current.events, symbol, since, until)
    with refusing():
        page = news_page(events, limit, cursor)
    views = [event_view(event, symbol) for event in page.items]
    newest = max((event.published_at for event in events if event.published_at), default=None)
    faults = "; ".join(map(surroundings.volume.without_location, current.problems))
    nothing = _NONE_SUCH if current.events else _NO_NEWS
    fresh = Freshness(as_of=newest, stale=False, message=faults or (None if events else nothing))
    return list_answer(EventView, views, fresh, next_page=next_page(request, cursor=page.older))


@router.get("/optimizer/runs", response_model=list[RunView])
def optimizer_runs(
    request: Request,
    surroundings: SurroundingsDep,
    symbol: AnySymbolParam = None,
    limit: LimitParam = 20,
    cursor: CursorParam = None,
) -> Response:
    """What each run of the optimizer compared, by which figures, and what came of it."""
    with refusing():
        page = runs_page(surroundings.volume.runs, symbol, limit, cursor)
    views = [run_view(run) for run in page.items]
    is_empty = not views and cursor is None and page.older is None
    fresh = Freshness(
        as_of=views[0].at if views else None, stale=False, message=_NO_RUN if is_empty else None
    )
    return list_answer(RunView, views, fresh, next_page=next_page(request, cursor=page.older))
