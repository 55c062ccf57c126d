"""GET /logs and /metrics: how the processes do."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from api.answers import freshness_headers, list_answer, next_page
from api.dependencies import CursorParam, LimitParam, SurroundingsDep, WholePortfolioDep
from api.metrics import METRICS_MEDIA_TYPE, metrics_text
from api.problem import refusing
from api.records import logs_page
from api.schemas import LogView, read_as
from bot.domain import LogLevel, LogProcess
from bot.domain.freshness import Freshness

router = APIRouter(tags=["health"])
ProcessParam = Annotated[LogProcess | None, Query(description="without it of all processes")]
LevelParam = Annotated[LogLevel, Query(description="of this level and worse")]
_NOTHING = "No process has said anything of this level yet."


@router.get("/logs", response_model=list[LogView])
def logs(
    request: Request,
    surroundings: SurroundingsDep,
    process: ProcessParam = None,
    level: LevelParam = LogLevel.INFO,
    limit: LimitParam = 100,
    cursor: CursorParam = None,
) -> Response:
    """What the bot, the optimizer, the news service and this one said last, newest first."""
    with refusing():
        page = logs_page(surroundings.volume.logs, process, level, limit, cursor)
    views = [read_as(LogView, line, "a line of the log") for line in page.items]
    fresh = Freshness(
        as_of=views[0].at if views else None,
        stale=False,
        message=None if views or cursor else _NOTHING,
    )
    return list_answer(LogView, views, fresh, next_page=next_page(request, cursor=page.older))


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(
    request: Request, portfolio: WholePortfolioDep, surroundings: SurroundingsDep
) -> Response:
    """Account, positions, heartbeats and limits for Prometheus, in its text format."""
    text = metrics_text(portfolio, surroundings.volume, request.app.state.stream.clients)
    headers = freshness_headers(portfolio.fresh)
    return Response(text, media_type=METRICS_MEDIA_TYPE, headers=headers)
