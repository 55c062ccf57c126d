"""GET /risk: whether the bot may trade, and the account against its limits."""

from fastapi import APIRouter, Response

from api.answers import object_answer
from api.dependencies import PortfolioDep, SurroundingsDep
from api.risk_answer import risk_answer
from api.schemas import RiskAnswer

router = APIRouter(tags=["risk"])


@router.get("/risk", response_model=RiskAnswer)
def risk(portfolio: PortfolioDep, surroundings: SurroundingsDep) -> Response:
    """Limits with their use, the trading state and its reason: of all symbols together.

    With a symbol the same, beside the exposure in that one and its calendar.
    """
    return object_answer(risk_answer(portfolio, surroundings))
