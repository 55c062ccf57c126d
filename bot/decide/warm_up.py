"""How many candles a decision must have seen, and how many are asked for before a window."""

from bot.domain import EMA_RSI, DataSource, StrategyConfig
from bot.rules import atr_warm_up
from bot.strategy import strategy_of, warm_up_candles

REMOTE_WARM_UP = 2_000
"""Enough for an EMA of 100 candles: the same for all usual configs, so that they know the same."""
EVERY_CANDLE = 10_000_000
"""More than any source on this machine has."""


def required_candles(config: StrategyConfig) -> int:
    """How long a window decides as the whole history does.

    The AI's features are made of EMA and RSI, so their warm-up counts with every strategy. So does
    that of the ATR, where entries are made of it.
    ConfigError where the config names a strategy that cannot be used.
    """
    features = warm_up_candles(config.ema_slow, config.rsi_period)
    if config.needs_atr:
        features = max(features, atr_warm_up(config.atr_period))
    if config.strategy == EMA_RSI:
        return features
    return max(features, strategy_of(config).warm_up_candles)


def earlier_candles(config: StrategyConfig, source: DataSource) -> int:
    """How many candles before a window to ask of a source, for its decisions to know.

    All that a file or the synthetic market has, so that a window decides as a run over all of it,
    to the last bit; of a remote source no more than are needed.
    """
    if source.is_remote:
        return max(REMOTE_WARM_UP, required_candles(config))
    return EVERY_CANDLE


def cold_decisions(config: StrategyConfig, candles: int, *, earlier: int) -> int:
    """How many of the first decisions on `candles` candles, with `earlier` ones before them, are
    cold: made on fewer candles than `required_candles`.
    """
    return min(candles, max(0, required_candles(config) - 1 - earlier))
