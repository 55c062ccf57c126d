"""What the service answers with: pydantic models, snake_case, units in names, null for unknown."""

from api.schemas.account import PerformanceAnswer, PositionView, SymbolView
from api.schemas.allocation import AllocationAnswer, AllocationView
from api.schemas.backtests import (
    BacktestAsked,
    BacktestChoices,
    BacktestView,
    NoteGiven,
    NothingGiven,
    SettingKind,
    SettingView,
)
from api.schemas.base import Aging, Answer, Moment, read_as
from api.schemas.control import CommandAnswerView, CommandView, Said
from api.schemas.decision import CheckView, ConditionView, DecisionAnswer, PlanView, RuleView
from api.schemas.health import (
    AnswerInWords,
    FactView,
    LiveAnswer,
    Question,
    ReadyAnswer,
    VersionAnswer,
)
from api.schemas.history import (
    CandleView,
    EquityView,
    SignalView,
    TradeView,
)
from api.schemas.opinions import (
    EventView,
    InsightView,
    MacroAnswer,
    PredictionAnswer,
    PredictionView,
)
from api.schemas.recorded import LogView, OrderView, RunView
from api.schemas.risk import CalendarView, LimitView, RiskAnswer, ScheduledEventView
from api.schemas.status import StatusAnswer
from api.schemas.story import StoryAnswer
from api.schemas.strategy import (
    PlaybookAnswer,
    PortfolioItem,
    StrategyAnswer,
    StrategyView,
)
from api.schemas.streamed import CandleOfSymbol, EquityOfSymbol

__all__ = [
    "Aging",
    "AllocationAnswer",
    "AllocationView",
    "Answer",
    "AnswerInWords",
    "BacktestAsked",
    "BacktestChoices",
    "BacktestView",
    "CalendarView",
    "CandleOfSymbol",
    "CandleView",
    "CheckView",
    "CommandAnswerView",
    "CommandView",
    "ConditionView",
    "DecisionAnswer",
    "EquityOfSymbol",
    "EquityView",
    "EventView",
    "FactView",
    "InsightView",
    "LimitView",
    "LiveAnswer",
    "LogView",
    "MacroAnswer",
    "Moment",
    "NoteGiven",
    "NothingGiven",
    "OrderView",
    "PerformanceAnswer",
    "PlanView",
    "PlaybookAnswer",
    "PortfolioItem",
    "PositionView",
    "PredictionAnswer",
    "PredictionView",
    "Question",
    "ReadyAnswer",
    "RiskAnswer",
    "RuleView",
    "RunView",
    "Said",
    "ScheduledEventView",
    "SettingKind",
    "SettingView",
    "SignalView",
    "StatusAnswer",
    "StoryAnswer",
    "StrategyAnswer",
    "StrategyView",
    "SymbolView",
    "TradeView",
    "VersionAnswer",
    "read_as",
]
