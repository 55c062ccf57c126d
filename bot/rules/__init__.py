"""The small pure rules that kernel, paper exchange and trader share."""

from bot.rules.atr import atr_warm_up
from bot.rules.fills import (
    END_OF_DATA,
    NO_EXIT,
    NOTHING,
    STOP_LOSS,
    TAKE_PROFIT,
    Account,
    Exit,
    Terms,
    close_position,
    equity_at,
    new_account,
    open_position,
    settle_inside,
    settle_open,
    touched,
    trading_fee,
)
from bot.rules.planned_entry import EntryPlan, entry_plan
from bot.rules.quiet_fills import quiet_fill_words
from bot.rules.ruin import ruin_words
from bot.rules.sizing import calculate_position_size
from bot.rules.terms import terms_of
from bot.rules.trade_array import TRADE_DTYPE, TradeArray

__all__ = [
    "END_OF_DATA",
    "NOTHING",
    "NO_EXIT",
    "STOP_LOSS",
    "TAKE_PROFIT",
    "TRADE_DTYPE",
    "Account",
    "EntryPlan",
    "Exit",
    "Terms",
    "TradeArray",
    "atr_warm_up",
    "calculate_position_size",
    "close_position",
    "entry_plan",
    "equity_at",
    "new_account",
    "open_position",
    "quiet_fill_words",
    "ruin_words",
    "settle_inside",
    "settle_open",
    "terms_of",
    "touched",
    "trading_fee",
]
