"""How much of a result may be luck: the numbers that a search must be held against."""

from bot.optimizer.validation.backtest_length import minimum_backtest_length, trials_allowed
from bot.optimizer.validation.deflated_sharpe import (
    deflated_sharpe_ratio,
    expected_maximum_sharpe,
)
from bot.optimizer.validation.effective_trials import (
    effective_number_of_correlated,
    effective_number_of_trials,
)
from bot.optimizer.validation.overfitting import (
    BacktestOverfitting,
    probability_of_backtest_overfitting,
)
from bot.optimizer.validation.regimes import (
    Regime,
    RegimeResult,
    RegimeTable,
    regime_table,
    regimes_of,
)
from bot.optimizer.validation.sharpe_difference import sharpe_difference
from bot.optimizer.validation.splits import WalkForwardSplit, walk_forward_splits
from bot.optimizer.validation.stability import (
    Neighbourhood,
    Ring,
    Stability,
    parameter_stability,
)
from bot.optimizer.validation.walk_forward import Fold, WalkForward, walk_forward
from bot.optimizer.validation.words import (
    backtest_length_words,
    luck_words,
    overfitting_words,
    regime_words,
    stability_words,
    track_record_words,
)
from bot.statistics import (
    minimum_track_record_length,
    probabilistic_sharpe_ratio,
)

__all__ = [
    "BacktestOverfitting",
    "Fold",
    "Neighbourhood",
    "Regime",
    "RegimeResult",
    "RegimeTable",
    "Ring",
    "Stability",
    "WalkForward",
    "WalkForwardSplit",
    "backtest_length_words",
    "deflated_sharpe_ratio",
    "effective_number_of_correlated",
    "effective_number_of_trials",
    "expected_maximum_sharpe",
    "luck_words",
    "minimum_backtest_length",
    "minimum_track_record_length",
    "overfitting_words",
    "parameter_stability",
    "probabilistic_sharpe_ratio",
    "probability_of_backtest_overfitting",
    "regime_table",
    "regime_words",
    "regimes_of",
    "sharpe_difference",
    "stability_words",
    "track_record_words",
    "trials_allowed",
    "walk_forward",
    "walk_forward_splits",
]
