"""GET /decision: the last decision rule by rule, what would change it, and the entry planned."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from api.answers import object_answer
from api.decision import checks_of, plan_of, rules_of
from api.dependencies import ReadingDep, SurroundingsDep
from api.schemas import DecisionAnswer
from bot.assistant import what_would_change
from bot.domain import EMA_RSI, read_permit

router = APIRouter(tags=["opinions"])


@router.get("/decision", response_model=DecisionAnswer)
def decision(reading: ReadingDep, surroundings: SurroundingsDep) -> Response:
    """The rules with live values, the checks behind them, and stop, target and size worked out."""
    state = reading.state
    if state is None:
        return object_answer(DecisionAnswer(**asdict(reading.fresh), symbol=None))
    last = next(iter(reading.store.signals(1)), None)
    shown = DecisionAnswer(
        **asdict(reading.fresh),
        symbol=state.symbol,
        decided_at=state.timestamp,
        strategy=str(state.config.get("strategy", EMA_RSI)),
        action=state.last_signal,
        confidence=state.confidence,
        reason=state.reason,
        rules=rules_of(state),
        checks=checks_of(state, read_permit(surroundings.volume)),
        changes=what_would_change(state, last),
        plan=plan_of(state),
    )
    return object_answer(shown)
