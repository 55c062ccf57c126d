"""Trials: many configs, each evaluated on the same candles; one protocol, an adapter a kind."""

from bot.optimizer.trials.any_strategy import TRIALS_A_PART, AnyStrategyTrials
from bot.optimizer.trials.config_table import ConfigTable, joined_tables
from bot.optimizer.trials.ema_rsi_columns import EmaRsiColumns, columns_of, rows_of, table_of
from bot.optimizer.trials.inputs import TrialInputs
from bot.optimizer.trials.metric_columns import WHOLE_METRICS, MetricColumns, lost_all, metric
from bot.optimizer.trials.protocol import Evaluate, Trials

__all__ = [
    "TRIALS_A_PART",
    "WHOLE_METRICS",
    "AnyStrategyTrials",
    "ConfigTable",
    "EmaRsiColumns",
    "Evaluate",
    "MetricColumns",
    "TrialInputs",
    "Trials",
    "columns_of",
    "joined_tables",
    "lost_all",
    "metric",
    "rows_of",
    "table_of",
]
