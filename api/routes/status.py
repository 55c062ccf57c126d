"""GET /status: the bot's latest state."""

from fastapi import APIRouter, Response

from api.answers import object_answer
from api.dependencies import KeptReadingDep, SurroundingsDep
from api.schemas import StatusAnswer
from api.status_answer import status_answer

router = APIRouter(tags=["state"])


@router.get("/status", response_model=StatusAnswer)
def status(reading: KeptReadingDep, surroundings: SurroundingsDep) -> Response:
    """What the bot holds, decided last and why; config_error tells of a refused config."""
    return object_answer(status_answer(reading, surroundings.volume))
