"""What /status says of a symbol."""

from dataclasses import asdict

from api.dependencies import Reading
from api.schemas import StatusAnswer, read_as
from api.strategies import strategy_view
from bot.domain import Volume, state_document
from bot.domain.freshness import heartbeat_age


def status_answer(reading: Reading, volume: Volume) -> StatusAnswer:
    """The state of a symbol as it was read; all null, with a message, before the first cycle.

    The warnings also say where the config came in use without the gate, or was put back.
    """
    fresh = asdict(reading.fresh)
    state = reading.state
    if state is None:
        return StatusAnswer(**fresh)
    age = heartbeat_age(state, reading.now)
    values = {
        **state_document(state),
        **fresh,
        "heartbeat_age_seconds": None if age is None else age.total_seconds(),
        "warnings": (
            *map(volume.without_location, state.warnings),
            *strategy_view(volume, state).notes,
        ),
    }
    if state.config_error is not None:
        values["config_error"] = volume.without_location(state.config_error)
    return read_as(StatusAnswer, values, "state.json")
