"""What the service answers with: pydantic models, snake_case, units in names, null for unknown."""

from api.schemas.allocation import AllocationView
from api.schemas.base import read_as
from api.schemas.control import CommandView, Said
from api.schemas.health import (
    AnswerInWords,
    FactView,
    LiveAnswer,
    Question,
    ReadyAnswer,
    VersionAnswer,
)
from api.schemas.history import (
    CandlesAnswer,
    CandleView,
    EquityAnswer,
    EquityView,
    SignalsAnswer,
    SignalView,
    TradesAnswer,
    TradeView,
)
from api.schemas.opinions import (
    EventView,
    InsightView,
    MacroAnswer,
    PredictionAnswer,
    PredictionView,
)
from api.schemas.risk import CalendarView, LimitView, RiskAnswer, ScheduledEventView
from api.schemas.status import StatusAnswer
from api.schemas.strategy import (
    PlaybookAnswer,
    PortfolioAnswer,
    PortfolioItem,
    StrategyAnswer,
    StrategyView,
)

__all__ = [
    "AllocationView",
    "AnswerInWords",
    "CalendarView",
    "CandleView",
    "CandlesAnswer",
    "CommandView",
    "EquityAnswer",
    "EquityView",
    "EventView",
    "FactView",
    "InsightView",
    "LimitView",
    "LiveAnswer",
    "MacroAnswer",
    "PlaybookAnswer",
    "PortfolioAnswer",
    "PortfolioItem",
    "PredictionAnswer",
    "PredictionView",
    "Question",
    "ReadyAnswer",
    "RiskAnswer",
    "Said",
    "ScheduledEventView",
    "SignalView",
    "SignalsAnswer",
    "StatusAnswer",
    "StrategyAnswer",
    "StrategyView",
    "TradeView",
    "TradesAnswer",
    "VersionAnswer",
    "read_as",
]
