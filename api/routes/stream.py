"""GET /stream: everything new, as it comes."""

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse

from api.dependencies import PortfolioSymbolParam, SurroundingsDep, reading_of
from api.stream import EventStream, LiveStream

router = APIRouter(tags=["stream"])
_MOST_ID_CHARACTERS = 60_000
LastIdParam = Annotated[
    str | None,
    Query(
        alias="last_event_id",
        max_length=_MOST_ID_CHARACTERS,
        description="as the header Last-Event-ID, for who cannot set one",
    ),
]
LastIdHeader = Annotated[str | None, Header(max_length=_MOST_ID_CHARACTERS)]


@router.get(
    "/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def stream(
    request: Request,
    surroundings: SurroundingsDep,
    symbol: PortfolioSymbolParam = None,
    last_event_id: LastIdHeader = None,
    last_id: LastIdParam = None,
) -> EventStream:
    """Server-sent events, named for what they carry, in the shape of the route's item.

    `signal`, `trade`, `candle`, `equity`, `run` and `command` as they are recorded; `status`,
    `positions`, `performance` and `risk` whole when they change. With the id of the last event
    what was missed comes first; `reset` says that it is too much: load anew.
    """
    if symbol is not None:
        await run_sync(reading_of, surroundings, symbol)
    live: LiveStream = request.app.state.stream
    listener = await live.listen(symbol, last_event_id or last_id)
    return EventStream(live, listener)
