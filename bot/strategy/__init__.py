"""The technical opinion: the strategies, built in and users' own, and their indicators."""

from bot.candles import CandleArrays
from bot.domain import require
from bot.strategy.built_in import technical_rows
from bot.strategy.ema_rsi_rule import (
    describe_technical,
    have_values,
    technical_at,
    technical_reason,
)
from bot.strategy.frame import compute_indicators, generate_signal
from bot.strategy.indicators import (
    DEVIATION_CANDLES,
    ema,
    ema_into,
    rolling_deviation,
    rsi,
    rsi_into,
    warm_up_candles,
)
from bot.strategy.named_strategy import NamedStrategy
from bot.strategy.protocol import Opinions, Strategy
from bot.strategy.registry import set_strategies_folder, strategy_of

__all__ = [
    "DEVIATION_CANDLES",
    "CandleArrays",
    "NamedStrategy",
    "Opinions",
    "Strategy",
    "compute_indicators",
    "describe_technical",
    "ema",
    "ema_into",
    "generate_signal",
    "have_values",
    "require",
    "rolling_deviation",
    "rsi",
    "rsi_into",
    "set_strategies_folder",
    "strategy_of",
    "technical_at",
    "technical_reason",
    "technical_rows",
    "warm_up_candles",
]
