"""GET /health/live, /health/ready and /version."""

from fastapi import APIRouter, HTTPException, Response

from api.answers import freshness_headers
from api.dependencies import SurroundingsDep
from api.project import PROJECT
from api.schemas import LiveAnswer, ReadyAnswer, VersionAnswer
from bot.domain.freshness import freshness

router = APIRouter(tags=["health"])


@router.get("/health/live")
async def live() -> LiveAnswer:
    """The service itself runs; says nothing about the bot. Never waits for a thread."""
    return LiveAnswer(status="live")


@router.get("/health/ready")
def ready(surroundings: SurroundingsDep, response: Response) -> ReadyAnswer:
    """503 where the bot's heartbeat is older than three intervals and 30 s, or there is none.

    The headers say how old it is either way.
    """
    state = surroundings.volume.reader().load_state()
    fresh = freshness(state, surroundings.now())
    if fresh.stale or fresh.as_of is None:
        raise HTTPException(503, fresh.message, headers=freshness_headers(fresh))
    response.headers.update(freshness_headers(fresh))
    return ReadyAnswer(status="ready", as_of=fresh.as_of)


@router.get("/version")
def version() -> VersionAnswer:
    """The release, as pyproject.toml names it."""
    return VersionAnswer(**PROJECT)
