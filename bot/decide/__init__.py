"""The one decision: technical signal, AI prediction and macro insight become an action.

Backtest, optimizer trial and bot all come here. Arrays hold one row per candle; row t reads rows
<= t only. The bot takes the last row.
"""

from bot.decide.decisions import Decisions, decide, required_candles
from bot.decide.observations import MOMENTUM_CANDLES, Observations, observe
from bot.decide.rule import (
    ActionArray,
    DecisionRows,
    DecisionTerms,
    combined,
    decide_row,
    decision_rows,
    decision_terms,
    leaned,
    leaned_technical,
)

__all__ = [
    "MOMENTUM_CANDLES",
    "ActionArray",
    "DecisionRows",
    "DecisionTerms",
    "Decisions",
    "Observations",
    "combined",
    "decide",
    "decide_row",
    "decision_rows",
    "decision_terms",
    "leaned",
    "leaned_technical",
    "observe",
    "required_candles",
]
