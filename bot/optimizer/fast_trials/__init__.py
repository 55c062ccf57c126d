"""EMA/RSI configs by the thousand, compiled."""

from bot.optimizer.fast_trials.ema_pairs import MOST_BYTES_OF_PAIRS, TRIALS_A_PAIR, bytes_of_pairs
from bot.optimizer.fast_trials.ema_rsi_trials import EmaRsiTrials
from bot.optimizer.fast_trials.indicator_table import indicator_tables

__all__ = [
    "MOST_BYTES_OF_PAIRS",
    "TRIALS_A_PAIR",
    "EmaRsiTrials",
    "bytes_of_pairs",
    "indicator_tables",
]
