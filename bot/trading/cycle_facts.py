"""What one cycle saw, decided and settled."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bot.domain import (
    Candle,
    Decision,
    DecisionPolicy,
    FeatureSnapshot,
    MacroEvent,
    MacroInsight,
    PositionReport,
    PredictionSnapshot,
    Signal,
    StrategyConfig,
    timeframe_delta,
)
from bot.trading.market import Market, MissedCandles
from bot.trading.settlement import Settlement
from bot.trading.stance import Stance

Opinion = Signal | PredictionSnapshot | MacroInsight | FeatureSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """A cycle with new candles: one settlement for each of them, and a decision on the last.

    `macro_events` are those that the decision's insight counts, newest first. `position` is what is
    held after them, `entry_scale` the part of its size that an entry is made with. `tells_config`:
    the decision's line carries config and policy whole. `lasting_notes` are sentences told as long
    as they hold, `revised` those on candles that the source has revised since the decision before.
    """

    market: Market
    config: StrategyConfig
    config_error: str | None
    tells_config: bool
    policy: DecisionPolicy
    decision: Decision
    macro_events: tuple[MacroEvent, ...]
    entry_scale: float
    indicators: Mapping[str, float]
    candles: tuple[Candle, ...]
    settlements: tuple[Settlement, ...]
    position: PositionReport | None
    missed: MissedCandles | None
    lasting_notes: tuple[str, ...]
    revised: tuple[str, ...]
    stance: Stance
    cycle: int
    heartbeat: datetime

    @property
    def close_time(self) -> datetime:
        """When the candle that was decided on closed."""
        return self.candles[-1].open_time + timeframe_delta(self.market.timeframe)


def by_name(opinion: Opinion) -> dict[str, Any]:
    """An opinion's fields by name, nested ones too."""
    values = {f.name: getattr(opinion, f.name) for f in fields(opinion)}
    return {
        name: by_name(value) if isinstance(value, FeatureSnapshot) else value
        for name, value in values.items()
    }


def event_by_name(event: MacroEvent) -> dict[str, Any]:
    """What of an event is shown in a state: its actor and what it expects of rates where stated."""
    shown = {
        "title": event.title,
        "category": event.category,
        "sentiment": event.sentiment,
        "impact": event.impact,
        "actor": event.actor,
        "interest_rate_expectation": event.interest_rate_expectation,
    }
    stated = {name: value for name, value in shown.items() if value is not None}
    return {**stated, "published_at": event.published_at}


def without_nan(numbers: Mapping[str, float]) -> dict[str, float | None]:
    """NaN as None: a warm-up value is unknown, not a number."""
    return {name: value if value == value else None for name, value in numbers.items()}
