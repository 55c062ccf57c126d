"""The story of a trade, a position or a decision as answered."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.account import PositionView
from api.schemas.base import Aging, Number
from api.schemas.history import CandleView, SignalView, TradeView
from api.schemas.opinions import EventView
from api.schemas.recorded import OrderView

_EXAMPLE: dict[str, Any] = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": "Nothing is held of this symbol.",
    "trade": None,
    "position": None,
    "signal": None,
    "outcome": None,
    "orders": [],
    "entry_slippage_pct": None,
    "exit_slippage_pct": None,
    "stop_then": None,
    "stop_now": None,
    "target_then": None,
    "target_now": None,
    "best_pct": None,
    "worst_pct": None,
    "same_candle": False,
    "news": [],
    "candles": [],
}


class StoryAnswer(Aging):
    """From what was decided to what came of it; what is not on record is null."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    trade: TradeView | None = Field(description="null where none was closed")
    position: PositionView | None = Field(description="null where nothing of it is held now")
    signal: SignalView | None = Field(description="the decision that entered, or was asked about")
    outcome: str | None = Field(description="what became of the decision, as the next one tells")
    orders: list[OrderView] = Field(description="of the position, oldest first; none on paper")
    entry_slippage_pct: Number = Field(
        description="how much worse than the decision's price the entry filled; negative: better"
    )
    exit_slippage_pct: Number = Field(
        description="the same of the exit, against its stop, its target or the last close before"
    )
    stop_then: Number = Field(description="as set at the entry")
    stop_now: Number = Field(description="as it is, or was at the exit")
    target_then: Number
    target_now: Number
    best_pct: Number = Field(description="how far the price went for it, in percent of its entry")
    worst_pct: Number
    same_candle: bool = Field(description="entered and left within one candle")
    news: list[EventView] = Field(description="published in the hour before the decision")
    candles: list[CandleView] = Field(description="around it, oldest first, at most 300")
