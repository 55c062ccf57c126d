"""How much of a result may be luck: the numbers that a search must be held against."""

from bot.optimizer.validation.diagnostics import Diagnostics, diagnose
from bot.optimizer.validation.luck import Luck, luck_of
from bot.optimizer.validation.paired_sharpe import sharpe_difference
from bot.optimizer.validation.regimes import regime_table
from bot.optimizer.validation.splits import walk_forward_splits
from bot.optimizer.validation.walk_result import Fold, WalkForward
from bot.optimizer.validation.walking_forward import walk_forward

__all__ = [
    "Diagnostics",
    "Fold",
    "Luck",
    "WalkForward",
    "diagnose",
    "luck_of",
    "regime_table",
    "sharpe_difference",
    "walk_forward",
    "walk_forward_splits",
]
