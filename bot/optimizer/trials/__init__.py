"""Trials: many configs, each evaluated on the same candles; one protocol, an adapter a kind."""

from bot.optimizer.trials.any_strategy import TRIALS_A_PART, AnyStrategyTrials
from bot.optimizer.trials.config_table import ConfigTable, joined
from bot.optimizer.trials.draws import Draws, draws_of, rows_of, table_of
from bot.optimizer.trials.inputs import TrialInputs
from bot.optimizer.trials.metric_columns import WHOLE_METRICS, MetricColumns, lost_all, metric
from bot.optimizer.trials.protocol import Evaluate, Trials

__all__ = [
    "TRIALS_A_PART",
    "WHOLE_METRICS",
    "AnyStrategyTrials",
    "ConfigTable",
    "Draws",
    "Evaluate",
    "MetricColumns",
    "TrialInputs",
    "Trials",
    "draws_of",
    "joined",
    "lost_all",
    "metric",
    "rows_of",
    "table_of",
]
