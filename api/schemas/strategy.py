"""Strategy configs, the portfolio and the playbook as answered."""

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from api.schemas.base import Aging, Answer, Moment, Number
from bot.domain import Action, Standing

_CONFIG: JsonDict = {
    "symbol": "BTC/USDT",
    "timeframe": "1h",
    "ema_fast": 12,
    "ema_slow": 26,
    "rsi_period": 14,
    "rsi_overbought": 70.0,
    "rsi_oversold": 30.0,
    "risk_per_trade_pct": 0.5,
    "stop_loss_pct": 0.004,
    "take_profit_pct": 0.008,
    "fee_pct": 0.001,
    "slippage_pct": 0.0005,
    "allow_short": False,
    "exit_on_opposite_signal": False,
    "position_sizing": "fixed",
    "kelly_fraction": 0.5,
    "kelly_trades": 50,
    "max_position_pct": 100.0,
    "stop_type": "fixed",
    "atr_period": 14,
    "stop_atr_multiple": 2.0,
    "target_atr_multiple": 4.0,
    "strategy": "ema_rsi",
    "strategy_params": {},
}
_ORIGIN: JsonDict = {
    "as_of": "2025-03-01T13:00:02Z",
    "stale": False,
    "message": None,
    "config_fingerprint": "1f0c6a2b7d3e",
    "config_error": None,
    "origin": "environment and defaults",
    "notes": [],
    "standing": "unproven",
    "file": None,
    "global_file": None,
}


_PLAYBOOK: JsonDict = {
    "computed_at": "2025-03-01T13:00:02Z",
    "stale_after": "2025-03-01T19:00:02Z",
    "summary": "1 of 2 horizons have real candles to decide on.",
    "assets": [
        {
            "symbol": "BTC/USDT",
            "asset_type": "crypto",
            "horizons": [
                {
                    "horizon": "short",
                    "timeframe": "1m",
                    "available": False,
                    "message": "no candles of 1m: those of the file are 1h",
                },
                {
                    "horizon": "long",
                    "timeframe": "1h",
                    "available": True,
                    "message": None,
                    "source": "binance",
                    "candles": 1000,
                    "last_close": "2025-03-01T13:00:00Z",
                    "price": 84300.5,
                    "action": "LONG",
                    "confidence": 0.62,
                    "stop_price": 83963.3,
                    "target_price": 84974.9,
                    "stale": False,
                },
            ],
        }
    ],
}


class StrategyView(Answer):
    """The strategy config that the bot uses for a symbol, and where it comes from."""

    symbol: str
    strategy: str | None = Field(
        description="the strategy's name; EMA/RSI's parameters are fields of the config"
    )
    strategy_params: dict[str, Any] = Field(
        description="the parameters that the config states; the others have their defaults"
    )
    config: dict[str, Any] = Field(
        description="in use by the bot; risk_per_trade_pct in percent, the other _pct are fractions"
    )
    config_fingerprint: str | None
    config_error: str | None = Field(description="why a changed file was refused")
    origin: str = Field(
        description="which layer decides, in words", examples=["optimizer, 2025-03-01"]
    )
    notes: tuple[str, ...] = Field(
        default=(),
        description="what is to be known of how it came in use: without the gate, or put back",
    )
    standing: Standing = Field(
        description="of the config in use: proven, disproven or unproven; /status says why"
    )
    file: dict[str, Any] | None = Field(
        description="the symbol's strategy_config.json as it is on disk, provenance in _meta"
    )
    global_file: dict[str, Any] | None = Field(description="the volume's strategy_config.json")


class StrategyAnswer(Aging):
    """The config that the bot uses for a symbol, field by field, and where it comes from.

    All null, with a message, before the bot's first cycle. risk_per_trade_pct and max_position_pct
    are in percent, the other _pct are fractions.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{**_CONFIG, **_ORIGIN}]})

    symbol: str | None = None
    timeframe: str | None = None
    ema_fast: int | None = None
    ema_slow: int | None = None
    rsi_period: int | None = None
    rsi_overbought: Number = None
    rsi_oversold: Number = None
    risk_per_trade_pct: Number = None
    stop_loss_pct: Number = None
    take_profit_pct: Number = None
    fee_pct: Number = None
    slippage_pct: Number = None
    allow_short: bool | None = None
    exit_on_opposite_signal: bool | None = None
    position_sizing: str | None = None
    kelly_fraction: Number = None
    kelly_trades: int | None = None
    max_position_pct: Number = None
    stop_type: str | None = None
    atr_period: int | None = None
    stop_atr_multiple: Number = None
    target_atr_multiple: Number = None
    strategy: str | None = Field(
        default=None, description="its name; EMA/RSI's parameters are fields of the config"
    )
    strategy_params: dict[str, Any] | None = Field(
        default=None, description="the parameters that are stated; the others have their defaults"
    )
    config_fingerprint: str | None = None
    config_error: str | None = Field(
        default=None, description="why a changed file was refused; the last good one is in use"
    )
    origin: str | None = Field(
        default=None, description="which layer decides", examples=["optimizer, 2025-03-01"]
    )
    notes: tuple[str, ...] = Field(
        default=(),
        description="what is to be known of how it came in use: without the gate, or put back",
    )
    standing: Standing | None = Field(
        default=None, description="proven, disproven or unproven; /status says why"
    )
    file: dict[str, Any] | None = Field(
        default=None,
        description="the symbol's strategy_config.json as it is on disk, provenance in _meta",
    )
    global_file: dict[str, Any] | None = Field(
        default=None, description="the volume's strategy_config.json"
    )


class PortfolioItem(StrategyView):
    """A symbol of the portfolio: its strategy and how it stands."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **{name: _CONFIG[name] for name in ("symbol", "strategy", "strategy_params")},
                    "config": _CONFIG,
                    **{name: part for name, part in _ORIGIN.items() if name != "message"},
                    "position": "LONG",
                    "last_signal": "LONG",
                    "confidence": 0.63,
                    "equity": 10042.0,
                    "initial_balance": 10000.0,
                    "unrealized_pnl_pct": 0.42,
                    "trades": 14,
                }
            ]
        }
    )

    as_of: Moment | None
    stale: bool
    position: Action
    last_signal: Action
    confidence: Number
    equity: Number
    initial_balance: Number
    unrealized_pnl_pct: Number
    trades: int


class PlaybookAnswer(Aging):
    """The multi-market playbook that was computed last; `playbook` is null where there is none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "as_of": "2025-03-01T13:00:02Z",
                    "stale": False,
                    "message": None,
                    "playbook": _PLAYBOOK,
                },
                {
                    "as_of": None,
                    "stale": False,
                    "message": "No playbook has been computed yet.",
                    "playbook": None,
                },
            ]
        }
    )

    as_of: Moment | None = Field(description="when the playbook was computed")
    stale: bool = Field(description="true where two further runs of the optimizer are overdue")
    playbook: Any | None = Field(
        description="what the optimizer wrote: for each asset its horizons (short 1m, medium 15m, "
        "long 1h) with decision, prices, a backtest and where the candles come from, or why there "
        "are none; `stale` in a row whose candles end more than three candles ago"
    )
