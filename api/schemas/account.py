"""What is held, and what the account came to, as answered."""

from typing import Any

from pydantic import ConfigDict, Field

from api.schemas.base import Aging, Answer, Moment, Number
from bot.domain import Action, ExitReason, TradingMode

_POSITION: dict[str, Any] = {
    "symbol": "BTC/USDT",
    "direction": "LONG",
    "quantity": 0.19,
    "entry_time": "2025-03-01T09:00:00Z",
    "entry_price": 64000.0,
    "last_price": 64250.0,
    "stop_price": 63744.0,
    "target_price": 64512.0,
    "distance_to_stop_pct": 0.788,
    "distance_to_target_pct": 0.408,
    "unrealized_pnl": 35.34,
    "unrealized_pnl_pct": 0.29,
    "loss_if_stopped": -78.97,
    "entry_fee": 12.16,
    "age_seconds": 14402.0,
    "signal_id": "BTC/USDT@2025-03-01T08:00:00Z",
    "closing": None,
    "mode": "PAPER",
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
}
_PERFORMANCE: dict[str, Any] = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "symbol": None,
    "period": "day",
    "currency": "USDT",
    "equity": 10_118.4,
    "initial_balance": 10_000.0,
    "total_pnl": 118.4,
    "total_return_pct": 1.184,
    "realized_pnl": 83.06,
    "unrealized_pnl": 35.34,
    "fees_paid": 61.3,
    "today_pnl": 18.4,
    "today_pnl_pct": 0.182,
    "drawdown_pct": -0.12,
    "max_drawdown_pct": -0.9,
    "at_risk": 78.97,
    "open_positions": 1,
    "trades": 2,
    "winners": 1,
    "losers": 1,
    "win_rate": 0.5,
    "average_win": 110.2,
    "average_loss": -27.14,
    "profit_factor": 4.06,
    "complete": True,
    "periods": [
        {
            "start": "2025-03-01T00:00:00Z",
            "end": "2025-03-02T00:00:00Z",
            "pnl": 18.4,
            "pnl_pct": 0.182,
            "fees": 24.6,
            "trades": 1,
        }
    ],
}
_SYMBOL: dict[str, Any] = {
    "symbol": "BTC/USDT",
    "asset_type": "crypto",
    "timeframe": "1h",
    "mode": "PAPER",
    "data_source": "exchange",
    "position": "LONG",
    "equity": 10_118.4,
    "stale": False,
    "as_of": "2025-03-01T13:00:02Z",
}


class PositionView(Answer):
    """An open position; money in the quote currency, names ending in _pct in percent."""

    model_config = ConfigDict(json_schema_extra={"examples": [_POSITION]})

    symbol: str
    direction: Action
    quantity: Number
    entry_time: Moment | None
    entry_price: Number
    last_price: Number = Field(description="the close of the last candle")
    stop_price: Number
    target_price: Number
    distance_to_stop_pct: Number = Field(
        description="how far the last price is from the stop; negative: beyond it"
    )
    distance_to_target_pct: Number
    unrealized_pnl: Number = Field(
        description="at the last price, the entry's fee paid: rows add up to /performance; /status "
        "has it before fees"
    )
    unrealized_pnl_pct: Number = Field(description="of what was entered")
    loss_if_stopped: Number = Field(
        description="what the whole trade comes to if the stop fills at its price, fees and "
        "slippage included; negative: a loss"
    )
    entry_fee: Number
    age_seconds: Number
    signal_id: str | None = Field(description="the decision that entered it; null: not on record")
    closing: ExitReason | None = Field(description="why it is closed at the next open")
    mode: TradingMode
    as_of: Moment | None
    stale: bool


class PeriodView(Answer):
    """What a UTC day, week (from Monday) or month came to."""

    start: Moment
    end: Moment = Field(description="where the next one begins")
    pnl: Number = Field(description="the change of marked equity")
    pnl_pct: Number = Field(description="of the equity that the period began with")
    fees: Number = Field(description="of the trades that were closed in it")
    trades: int = Field(description="closed in it")


class PerformanceAnswer(Aging):
    """The account: total_pnl = realized_pnl + unrealized_pnl, and all symbols add up to it.

    Money is in the quote currency and names ending in _pct are in percent.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_PERFORMANCE]})

    symbol: str | None = Field(description="null: all symbols together")
    period: str
    currency: str | None = Field(description="null where it is not one, or not known")
    equity: Number
    initial_balance: Number
    total_pnl: Number
    total_return_pct: Number
    realized_pnl: Number = Field(description="of what was closed, after fees")
    unrealized_pnl: Number = Field(description="of what is held, its entry's fee paid")
    fees_paid: Number = Field(description="of closed trades, and of the entries of what is held")
    today_pnl: Number = Field(
        description="the change of marked equity on the UTC day; of candles with a clock of their "
        "own (synthetic, csv, replay) on the day of the last one"
    )
    today_pnl_pct: Number
    drawdown_pct: Number = Field(description="from the peak, 0 or negative")
    max_drawdown_pct: Number
    at_risk: Number = Field(description="what is lost if every stop fills at its price")
    open_positions: int
    trades: int
    winners: int
    losers: int
    win_rate: Number = Field(description="0 to 1")
    average_win: Number
    average_loss: Number
    profit_factor: Number = Field(description="won over lost; null where nothing was lost")
    complete: bool = Field(
        description="false where only the newest 100,000 points of equity or trades were read: "
        "drawdowns, periods and figures of trades are of these then"
    )
    periods: list[PeriodView] = Field(
        description="oldest first; only those in which a candle or a trade closed"
    )


class SymbolView(Answer):
    """A symbol on the volume."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SYMBOL]})

    symbol: str
    asset_type: str
    timeframe: str
    mode: TradingMode
    data_source: str
    position: Action
    equity: Number
    stale: bool
    as_of: Moment | None
