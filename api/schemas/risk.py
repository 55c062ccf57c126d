"""The account's limits and the trading state as answered."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.base import Aging, Answer, Moment, Number
from bot.domain import Impact, RiskRule, TradingState

_EXAMPLE: dict[str, Any] = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "state": "REDUCING",
    "reason": "the UTC day 2025-03-01 has lost 5.10 % of the 10000 that it began with, the limit "
    "is 5 %",
    "since": "2025-03-01T12:00:00Z",
    "by": "the risk guard",
    "rule": "daily_loss_limit",
    "until": "2025-03-02T00:00:00Z",
    "equity": 9490.0,
    "day_start_equity": 10000.0,
    "peak_equity": 10120.0,
    "limits": [
        {"rule": "daily_loss_limit", "limit": 5.0, "use": 5.1, "unit": "%", "is_reached": True}
    ],
    "exposures": {"BTC/USDT": 4200.0, "ETH/USDT": 1100.0},
    "symbol": "BTC/USDT",
    "exposure": 4200.0,
    "calendar": {
        "is_on": True,
        "before_minutes": 30.0,
        "after_minutes": 60.0,
        "blackout": None,
        "next_event": {
            "name": "FOMC rate decision",
            "at": "2025-03-19T18:00:00Z",
            "impact": "critical",
            "concerns": ["*"],
        },
        "problem": None,
    },
}


class LimitView(Answer):
    """A limit and how much of it is used, both in `unit`."""

    rule: RiskRule
    limit: Number = Field(description="null: none is set")
    use: Number = Field(description="null: only an entry tells")
    unit: str = Field(examples=["%"])
    is_reached: bool


class ScheduledEventView(Answer):
    """An event of the calendar."""

    name: str
    at: Moment
    impact: Impact
    concerns: tuple[str, ...] = Field(description="symbols, asset types, or * for all")


class CalendarView(Answer):
    """No entry around scheduled events: whether the rule is on, and what comes next."""

    is_on: bool = Field(default=False, description="whether entries are withheld around events")
    before_minutes: float = 0.0
    after_minutes: float = 0.0
    blackout: str | None = Field(
        default=None, description="why nothing is entered in the symbol now; null: none holds"
    )
    next_event: ScheduledEventView | None = Field(
        default=None, description="the next one of high impact that concerns the symbol"
    )
    problem: str | None = Field(default=None, description="why the calendar cannot be read")


class RiskAnswer(Aging):
    """Whether the bot may trade, and the account of all symbols against its limits.

    Limits are the account's whatever symbol is asked about: `symbol`, `exposure`, the calendar and
    how fresh it is are of that one.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    state: TradingState = Field(
        description="ACTIVE, REDUCING (exits only) or HALTED (no orders but stop and target)"
    )
    reason: str
    since: Moment | None
    by: str = Field(description="who set it")
    rule: RiskRule | None = Field(description="the limit that set it; null: a person")
    until: Moment | None = Field(description="when it ends by itself; null: a person ends it")
    equity: Number = Field(default=None, description="of all symbols")
    day_start_equity: Number = Field(default=None, description="when the UTC day began")
    peak_equity: Number = None
    limits: tuple[LimitView, ...] = ()
    exposures: dict[str, float] = Field(
        default_factory=dict, description="held or about to be, by symbol; negative for a SHORT"
    )
    symbol: str | None = Field(default=None, description="the one asked about; null: all together")
    exposure: Number = Field(
        default=None, description="of that symbol, 0 where nothing is held; null without one"
    )
    calendar: CalendarView = CalendarView()
