"""The technical opinion: indicators and the EMA/RSI rules."""

from bot.domain import StrategyConfig
from bot.rules.sizing import calculate_position_size
from bot.strategy.frame import compute_indicators, generate_signal
from bot.strategy.indicators import (
    DEVIATION_CANDLES,
    ema,
    rolling_deviation,
    rsi,
    warm_up_candles,
)
from bot.strategy.technical import describe_technical, direction_at, technical_at

__all__ = [
    "DEVIATION_CANDLES",
    "StrategyConfig",
    "calculate_position_size",
    "compute_indicators",
    "describe_technical",
    "direction_at",
    "ema",
    "generate_signal",
    "rolling_deviation",
    "rsi",
    "technical_at",
    "warm_up_candles",
]
