"""Orders, runs of the optimizer and log lines as answered."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from api.schemas.base import Answer, Moment, Number
from bot.domain import ExitReason, LogLevel, LogProcess, Side
from bot.domain.orders import OrderPurpose, OrderState

_ORDER: dict[str, Any] = {
    "client_id": "atl-1-e",
    "venue_order_id": "28",
    "symbol": "BTC/USDT",
    "signal_id": "BTC/USDT@2025-03-01T08:00:00Z",
    "purpose": "entry",
    "side": "buy",
    "exit_reason": None,
    "state": "filled",
    "intended_at": "2025-03-01T09:00:01Z",
    "ended_at": "2025-03-01T09:00:02Z",
    "quantity": 0.19,
    "filled": 0.19,
    "decided_price": 63980.0,
    "price": 64000.0,
    "slippage_pct": 0.031,
    "fees": 12.16,
    "requests": [{"at": "2025-03-01T09:00:01Z", "action": "send", "answer": "filled"}],
    "states": [{"at": "2025-03-01T09:00:02Z", "state": "filled"}],
    "fills": [{"at": "2025-03-01T09:00:02Z", "trade_id": "7", "quantity": "0.19"}],
}
_RUN: dict[str, Any] = {
    "at": "2025-03-01T06:00:00Z",
    "symbol": "BTC/USDT",
    "outcome": "kept",
    "champion": None,
    "challenger": None,
    "gate": None,
    "reasons": ["need 30 trades on unseen candles, were 12"],
    "config_diff": {"ema_fast": [12, 9]},
    "trials": 100,
    "objective": "sharpe",
    "sampler": "tpe",
}
_LINE: dict[str, Any] = {
    "at": "2025-03-01T13:00:02Z",
    "process": "bot",
    "level": "info",
    "message": "filled symbol=BTC/USDT",
}


class OrderView(Answer):
    """An order from its intent to its end; money in the quote currency."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ORDER]})

    client_id: str
    venue_order_id: str
    symbol: str
    signal_id: str = Field(description="the decision that entered the position")
    purpose: OrderPurpose
    side: Side
    exit_reason: ExitReason | None
    state: OrderState
    intended_at: Moment
    ended_at: Moment
    quantity: Number
    filled: Number
    decided_price: Number
    price: Number = Field(description="the mean of its fills")
    slippage_pct: Number = Field(description="how much worse than decided; negative: better")
    fees: Number
    requests: tuple[dict[str, Any], ...]
    states: tuple[dict[str, Any], ...]
    fills: tuple[dict[str, Any], ...]


class RunView(Answer):
    """What one run of the optimizer came to for one symbol."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RUN]})

    at: Moment | None
    symbol: str | None
    outcome: Literal["promoted", "kept", "rolled_back", "interrupted", "skipped"]
    champion: dict[str, Any] | None = Field(description="the config in use, with its figures")
    challenger: dict[str, Any] | None
    gate: dict[str, Any] | None = Field(description="the figures that the challenger was judged by")
    reasons: list[str]
    config_diff: dict[str, tuple[Any, Any]] = Field(
        description="fields in which the two configs differ: the value in use, and the other one"
    )
    trials: int | None
    objective: str | None
    sampler: str | None


class LogView(Answer):
    """A line of a process's log."""

    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    at: Moment
    process: LogProcess
    level: LogLevel
    message: str
