"""The decision as a playbook: its rules with live values, and what an entry would be."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.base import Aging, Answer, Moment, Number
from bot.domain import Action

_EXAMPLE: dict[str, Any] = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "symbol": "BTC/USDT",
    "decided_at": "2025-03-01T13:00:00Z",
    "strategy": "ema_rsi",
    "action": "LONG",
    "confidence": 0.61,
    "reason": "LONG at confidence 0.61: EMA 12 above EMA 26, RSI 61.2 below overbought 70",
    "rules": [
        {
            "action": "LONG",
            "conditions": [
                {"value_of": "EMA 12", "value": 64120.5, "relation": "above", "level_of": "EMA 26"}
                | {"level": 63980.2, "holds": True},
                {"value_of": "RSI", "value": 61.2, "relation": "below", "level_of": "overbought"}
                | {"level": 70.0, "holds": True},
            ],
            "holds": True,
            "is_active": True,
        }
    ],
    "checks": [{"name": "Confidence", "text": "0.61, at least 0.4 is needed", "passes": True}],
    "changes": ["EMA 12 64,120.50 is 0.22 % above EMA 26 63,980.20: once it crosses, …"],
    "plan": {
        "direction": "LONG",
        "is_held": False,
        "price": 64120.5,
        "quantity": 0.15,
        "notional": 9618.1,
        "stop_price": 63864.0,
        "stop_pct": -0.4,
        "target_price": 64633.5,
        "target_pct": 0.8,
        "at_stop": -38.5,
        "at_target": 76.9,
        "reward_to_risk": 2.0,
        "note": None,
    },
}


class ConditionView(Answer):
    """One comparison of a rule, with what is compared."""

    value_of: str = Field(examples=["EMA 12"])
    value: Number
    relation: str = Field(examples=["above"])
    level_of: str = Field(examples=["EMA 26"])
    level: Number
    holds: bool


class RuleView(Answer):
    """One line of the strategy's rule: it holds where all its conditions do."""

    action: Action
    conditions: tuple[ConditionView, ...]
    holds: bool
    is_active: bool = Field(description="the first that holds: the technical signal is this one's")


class CheckView(Answer):
    """What a signal passes on its way to an entry."""

    name: str = Field(examples=["Confidence"])
    text: str
    passes: bool | None = Field(description="null: it neither lets through nor stops")


class PlanView(Answer):
    """An entry worked out: the one held, or the one that would be made at the last price."""

    direction: Action
    is_held: bool
    price: Number = Field(description="of the entry; of the last candle's close where none is held")
    quantity: Number
    notional: Number = Field(description="quantity x price, in quote currency")
    stop_price: Number
    stop_pct: Number = Field(description="from the price, in percent; negative below it")
    target_price: Number
    target_pct: Number
    at_stop: Number = Field(description="P&L at the stop before costs, in quote currency")
    at_target: Number = Field(description="P&L at the target before costs")
    reward_to_risk: Number = Field(description="at_target over the loss at the stop")
    note: str | None = Field(default=None, description="why nothing would be entered")


class DecisionAnswer(Aging):
    """How the last decision came about, rule by rule, and what would change it.

    `rules` is empty for a strategy whose code alone knows its rule; `reason` says what it found.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    symbol: str | None
    decided_at: Moment | None = Field(default=None, description="the close it was decided at")
    strategy: str | None = None
    action: Action | None = None
    confidence: Number = None
    reason: str | None = None
    rules: tuple[RuleView, ...] = Field(default=(), description="in their order: the first counts")
    checks: tuple[CheckView, ...] = ()
    changes: tuple[str, ...] = Field(default=(), description="what would make it decide otherwise")
    plan: PlanView | None = None
