"""GET /status: the bot's latest state."""

from dataclasses import asdict

from fastapi import APIRouter

from api.dependencies import ReadingDep, SurroundingsDep
from api.schemas import StatusAnswer, read_as
from api.strategies import strategy_view
from bot.domain.freshness import heartbeat_age

router = APIRouter(tags=["state"])


@router.get("/status")
def status(reading: ReadingDep, surroundings: SurroundingsDep) -> StatusAnswer:
    """What the bot holds, decided last and why; config_error tells of a refused config.

    The warnings also say where the config came in use without the gate, or was put back.
    """
    fresh = asdict(reading.fresh)
    if reading.state is None:
        return StatusAnswer(**fresh)
    age = heartbeat_age(reading.state, reading.now)
    seconds = None if age is None else age.total_seconds()
    values = {**asdict(reading.state), **fresh, "heartbeat_age_seconds": seconds}
    if reading.state.config_error is not None:
        refusal = reading.state.config_error
        values["config_error"] = surroundings.volume.without_location(refusal)
    notes = strategy_view(surroundings.volume, reading.state).notes
    warnings = map(surroundings.volume.without_location, reading.state.warnings)
    values["warnings"] = (*warnings, *notes)
    return read_as(StatusAnswer, values, "state.json")
