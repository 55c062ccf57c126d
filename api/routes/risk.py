"""GET /risk: whether the bot may trade, and the account against its limits."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from api.answers import object_answer
from api.dependencies import Reading, ReadingDep, Surroundings, SurroundingsDep
from api.schemas import CalendarView, LimitView, RiskAnswer, ScheduledEventView
from bot.domain import AssetType, read_permit
from bot.domain.errors import DataError

router = APIRouter(tags=["risk"])


@router.get("/risk", response_model=RiskAnswer)
def risk(reading: ReadingDep, surroundings: SurroundingsDep) -> Response:
    """Limits with their use, the trading state and its reason; of all symbols together."""
    volume = surroundings.volume
    permit, report = read_permit(volume), volume.risk.read()
    calendar = _calendar(reading, surroundings)
    values = {**asdict(reading.fresh), **asdict(permit), "calendar": calendar}
    if report is None:
        return object_answer(RiskAnswer(**values))
    shown = RiskAnswer(
        **values,
        equity=report.equity,
        day_start_equity=report.memory.day_start_equity,
        peak_equity=report.memory.peak_equity,
        limits=tuple(LimitView.model_validate(use) for use in report.uses),
        exposures=dict(report.exposures),
    )
    return object_answer(shown)


def _calendar(reading: Reading, surroundings: Surroundings) -> CalendarView:
    """The rule for the symbol asked about, at this moment; of no symbol before the first cycle."""
    try:
        rule = surroundings.blackout()
    except DataError as error:
        return CalendarView(problem=surroundings.volume.without_location(str(error)))
    state = reading.state
    symbols = () if state is None else (state.symbol,)
    own = rule.of_market(
        symbols, AssetType.CRYPTO if state is None else AssetType(state.asset_type)
    )
    following = own.next_after(reading.now)
    return CalendarView(
        is_on=rule.is_on,
        before_minutes=rule.before_minutes,
        after_minutes=rule.after_minutes,
        blackout=own.at(reading.now),
        next_event=None if following is None else ScheduledEventView.model_validate(following),
    )
