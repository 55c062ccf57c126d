"""What is known of a symbol and its account for one question."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain import (
    BotState,
    ConfigVersion,
    EquityPoint,
    MacroEvent,
    OptimizerRun,
    RiskReport,
    SignalEvent,
    Trade,
    TradingPermit,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.orders import OrderStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was read, at `now`; lists are newest first and empty where nobody asked for them.

    `silence` is why the state is too old, in a sentence; None while the bot is running. `is_whole`
    is False where a history goes back further than was read. `problems` are sentences about what
    could not be read.
    """

    now: datetime
    symbols: tuple[str, ...] = ()
    state: BotState | None = None
    states: tuple[BotState, ...] = ()
    silence: str | None = None
    permit: TradingPermit = field(default_factory=TradingPermit)
    report: RiskReport | None = None
    signals: tuple[SignalEvent, ...] = ()
    trades: tuple[Trade, ...] = ()
    equity: tuple[EquityPoint, ...] = ()
    is_whole: bool = True
    versions: tuple[ConfigVersion, ...] = ()
    runs: tuple[OptimizerRun, ...] = ()
    events: tuple[MacroEvent, ...] = ()
    orders: tuple[OrderStory, ...] = ()
    calendar: EntryBlackout | None = None
    problems: tuple[str, ...] = ()
