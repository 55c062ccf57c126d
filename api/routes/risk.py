"""GET /risk: whether the bot may trade, and the account against its limits."""

from dataclasses import asdict

from fastapi import APIRouter

from api.dependencies import ReadingDep, SurroundingsDep
from api.schemas import LimitView, RiskAnswer
from bot.domain import TradingPermit, TradingState, Volume
from bot.domain.errors import StateError

router = APIRouter(tags=["risk"])


@router.get("/risk")
def risk(reading: ReadingDep, surroundings: SurroundingsDep) -> RiskAnswer:
    """Limits with their use, the trading state and its reason; of all symbols together."""
    volume = surroundings.volume
    permit, report = _permit(volume), volume.risk.read()
    values = {**asdict(reading.fresh), **asdict(permit)}
    if report is None:
        return RiskAnswer(**values)
    return RiskAnswer(
        **values,
        equity=report.equity,
        day_start_equity=report.memory.day_start_equity,
        peak_equity=report.memory.peak_equity,
        limits=tuple(LimitView.model_validate(use) for use in report.uses),
        exposures=dict(report.exposures),
    )


def _permit(volume: Volume) -> TradingPermit:
    """What is kept; HALTED where that cannot be read, as the bot takes it."""
    try:
        return volume.trading_permit.read()
    except StateError as error:
        reason = volume.without_location(str(error))
        return TradingPermit(state=TradingState.HALTED, reason=reason, by="the bot")
