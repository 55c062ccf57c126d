"""What the state volume keeps: the histories' lines and the latest state."""

from bot.domain.records.bot_state import BotState
from bot.domain.records.ids import id_at
from bot.domain.records.lines import CandleRecord, EquityPoint, SignalEvent
from bot.domain.records.state_names import state_document, state_fields
from bot.domain.records.trade import Trade
from bot.domain.records.written import WRITTEN_WHERE_SET

__all__ = [
    "WRITTEN_WHERE_SET",
    "BotState",
    "CandleRecord",
    "EquityPoint",
    "SignalEvent",
    "Trade",
    "id_at",
    "state_document",
    "state_fields",
]
