"""GET /ai/prediction and /macro/insights: two of the three opinions."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from api.ai_record import ai_record
from api.dependencies import ReadingDep, SurroundingsDep
from api.events import listed_events
from api.schemas import InsightView, MacroAnswer, PredictionAnswer, PredictionView, read_as
from bot.domain import BotState

router = APIRouter(tags=["opinions"])


@router.get("/ai/prediction")
def prediction(reading: ReadingDep) -> PredictionAnswer:
    """The AI's probabilities and features for the last closed candle."""
    state = reading.state
    fresh = asdict(reading.fresh)
    opinion = None if state is None else state.ai
    if state is not None and opinion is None and fresh["message"] is None:
        fresh["message"] = "The AI is switched off (AI_ENABLED), or has not spoken yet."
    return PredictionAnswer(
        **fresh,
        symbol=reading.symbol,
        candle_time=None if state is None else state.last_candle_time,
        ai_override_active=state is not None and state.ai_override_active,
        **({} if state is None else _record(state)),
        prediction=None if opinion is None else read_as(PredictionView, opinion, "the prediction"),
    )


def _record(state: BotState) -> dict[str, Any]:
    """How often the AI was right of late, in numbers and in words."""
    names = ("predictions_scored", "hits", "hit_rate", "base_rate", "horizon_candles")
    values = {f"ai_{name}": getattr(state, f"ai_{name}") for name in names}
    return {**values, "ai_record": ai_record(state)}


@router.get("/macro/insights")
def insights(reading: ReadingDep, surroundings: SurroundingsDep) -> MacroAnswer:
    """The macro opinion as of the last candle's close, and the events on file."""
    state = reading.state
    fresh = asdict(reading.fresh)
    opinion = None if state is None else state.macro
    if state is not None and opinion is None and fresh["message"] is None:
        fresh["message"] = "Macro is switched off (MACRO_ENABLED), or has not spoken yet."
    events, problems = listed_events(surroundings.macro_events(), reading.symbol)
    return MacroAnswer(
        **fresh,
        symbol=reading.symbol,
        insight=None if opinion is None else read_as(InsightView, opinion, "the insight"),
        events=events,
        problems=tuple(surroundings.volume.without_location(text) for text in problems),
    )
