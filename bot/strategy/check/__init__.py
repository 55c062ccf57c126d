"""Whether a strategy's backtest can be believed: no look-ahead, no hidden state, no surprises.

Used by tools/check_strategy.py and by a strategy's own tests; the bot does not load it.
"""

from bot.strategy.check.answers import CannotBeAsked
from bot.strategy.check.determinism import AskElsewhere, answers_digest
from bot.strategy.check.result import CheckName, CheckReport
from bot.strategy.check.samples import sample_candles
from bot.strategy.check.suite import check_strategy, default_series

__all__ = [
    "AskElsewhere",
    "CannotBeAsked",
    "CheckName",
    "CheckReport",
    "answers_digest",
    "check_strategy",
    "default_series",
    "sample_candles",
]
