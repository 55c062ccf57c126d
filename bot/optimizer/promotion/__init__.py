"""May a challenger replace the champion? Evidence, looks, the gate, the watch afterwards."""

from bot.optimizer.promotion.evidence import Evidence, gather, traded_in_folds, unseen_returns
from bot.optimizer.promotion.gate import examine, too_few_trades
from bot.optimizer.promotion.held_out import GATE_OFF
from bot.optimizer.promotion.symbol_study import PROMOTION_ALPHA, gate_state
from bot.optimizer.promotion.watch import candles_to_tell

__all__ = [
    "GATE_OFF",
    "PROMOTION_ALPHA",
    "Evidence",
    "candles_to_tell",
    "examine",
    "gate_state",
    "gather",
    "too_few_trades",
    "traded_in_folds",
    "unseen_returns",
]
