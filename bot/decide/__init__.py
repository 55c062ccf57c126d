"""The one decision: technical signal, AI prediction and macro insight become an action.

Backtest, optimizer trial and bot all come here. Arrays hold one row per candle; row t reads rows
<= t only. The bot takes the last row.
"""

from bot.decide.calibrated import calibration_notes
from bot.decide.decisions import Decisions, decide
from bot.decide.observations import Observations, observe
from bot.decide.rule import (
    ActionArray,
    DecisionRows,
    DecisionTerms,
    confidence_after_macro,
    decide_row,
    decision_terms,
    technical_after_macro,
)
from bot.decide.warm_up import cold_decisions, earlier_candles, required_candles

__all__ = [
    "ActionArray",
    "DecisionRows",
    "DecisionTerms",
    "Decisions",
    "Observations",
    "calibration_notes",
    "cold_decisions",
    "confidence_after_macro",
    "decide",
    "decide_row",
    "decision_terms",
    "earlier_candles",
    "observe",
    "required_candles",
    "technical_after_macro",
]
