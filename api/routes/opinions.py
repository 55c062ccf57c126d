"""GET /ai/prediction and /macro/insights: two of the three opinions."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from api.ai_record import ai_record
from api.answers import object_answer
from api.dependencies import ReadingDep, SurroundingsDep
from api.events import listed_events
from api.schemas import InsightView, MacroAnswer, PredictionAnswer, PredictionView, read_as
from bot.domain import BotState

router = APIRouter(tags=["opinions"])
_NO_MACRO = "Macro is switched off (MACRO_ENABLED), or has not spoken yet."


@router.get("/ai/prediction", response_model=PredictionAnswer)
def prediction(reading: ReadingDep) -> Response:
    """The AI's probabilities and features for the last closed candle."""
    state = reading.state
    if state is None:
        nothing = PredictionAnswer(
            **asdict(reading.fresh), symbol=None, candle_time=None, ai_override_active=False
        )
        return object_answer(nothing)
    silence = None if state.ai else "The AI is switched off (AI_ENABLED), or has not spoken yet."
    opinion = read_as(PredictionView, state.ai or {}, "the prediction")
    values = {**opinion.model_dump(), "features": opinion.features if state.ai else None}
    return object_answer(
        PredictionAnswer(
            **asdict(reading.saying(silence)),
            **values,
            symbol=reading.symbol,
            candle_time=state.last_candle_time,
            ai_override_active=state.ai_override_active,
            **_record(state),
        )
    )


def _record(state: BotState) -> dict[str, Any]:
    """How often the AI was right of late, in numbers and in words."""
    names = ("predictions_scored", "hits", "hit_rate", "base_rate", "horizon_candles")
    values = {f"ai_{name}": getattr(state, f"ai_{name}") for name in names}
    return {**values, "ai_record": ai_record(state)}


@router.get("/macro/insights", response_model=MacroAnswer)
def insights(reading: ReadingDep, surroundings: SurroundingsDep) -> Response:
    """The macro opinion as of the last candle's close, and the events on file.

    Where there is none of a bot that runs, `summary` says why.
    """
    opinion = None if reading.state is None else reading.state.macro
    silence = None if reading.state is None or opinion is not None else _NO_MACRO
    events, problems = listed_events(surroundings.macro_events(), reading.symbol)
    return object_answer(
        MacroAnswer(
            **asdict(reading.saying(silence)),
            **({"summary": silence} if opinion is None else _insight(opinion)),
            symbol=reading.symbol,
            events=events,
            problems=tuple(surroundings.volume.without_location(text) for text in problems),
        )
    )


def _insight(opinion: Mapping[str, Any]) -> dict[str, Any]:
    """The opinion by the names that it is answered with."""
    insight = read_as(InsightView, opinion, "the insight")
    kept = insight.model_dump(exclude={"as_of", "symbol", "bias", "events"})
    return {
        **kept,
        "timestamp": insight.as_of,
        "bias_score": insight.bias,
        "events_counted": insight.events,
    }
