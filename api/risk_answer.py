"""What /risk says: the trading state, the account against its limits, and scheduled events."""

from dataclasses import asdict

from api.account import Portfolio
from api.dependencies import Surroundings
from api.schemas import CalendarView, LimitView, RiskAnswer, ScheduledEventView
from bot.domain import AssetType, BotState, read_permit
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import DataError


def risk_answer(portfolio: Portfolio, surroundings: Surroundings) -> RiskAnswer:
    """Of all symbols together, since limits are the account's.

    The portfolio says whose exposure and whose calendar is shown beside them, and how fresh.
    """
    volume = surroundings.volume
    permit, report, symbol = read_permit(volume), volume.risk.read(), portfolio.symbol
    values = {
        **asdict(portfolio.fresh),
        **asdict(permit),
        "symbol": symbol,
        "calendar": _calendar(portfolio, surroundings),
    }
    if report is None:
        return RiskAnswer(**values)
    return RiskAnswer(
        **values,
        equity=report.equity,
        day_start_equity=report.memory.day_start_equity,
        peak_equity=report.memory.peak_equity,
        limits=tuple(LimitView.model_validate(use) for use in report.uses),
        exposures=dict(report.exposures),
        exposure=None if symbol is None else report.exposures.get(symbol, 0.0),
    )


def _calendar(portfolio: Portfolio, surroundings: Surroundings) -> CalendarView:
    """The rule for every symbol of the portfolio at this moment, and what comes next for any."""
    try:
        rule = surroundings.blackout()
    except DataError as error:
        return CalendarView(problem=surroundings.volume.without_location(str(error)))
    now = portfolio.now
    own = [_of_symbol(rule, state) for state in portfolio.states] or [_of_none(rule)]
    holding = [words for words in (each.at(now) for each in own) if words is not None]
    following = [event for event in (each.next_after(now) for each in own) if event is not None]
    first = min(following, key=lambda event: event.at, default=None)
    return CalendarView(
        is_on=rule.is_on,
        before_minutes=rule.before_minutes,
        after_minutes=rule.after_minutes,
        blackout=holding[0] if holding else None,
        next_event=None if first is None else ScheduledEventView.model_validate(first),
    )


def _of_symbol(rule: EntryBlackout, state: BotState) -> EntryBlackout:
    return rule.of_market((state.symbol,), AssetType(state.asset_type))


def _of_none(rule: EntryBlackout) -> EntryBlackout:
    """Before the first cycle: what concerns all."""
    return rule.of_market((), AssetType.CRYPTO)
