"""The small pure rules that kernel, paper exchange and trader share."""

from bot.rules.adaptive import AdaptiveTerms, adaptive_terms_of, entry_terms, tightened
from bot.rules.atr import atr_warm_up, average_true_range
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
    trade_return_pct,
    trading_fee,
)
from bot.rules.kelly import kelly_of, kelly_share, kelly_words
from bot.rules.planned_entry import (
    EntryPlan,
    entry_plan,
    known_basis,
    lacking_basis,
    terms_for_entry,
    trailing_distance,
)
from bot.rules.quiet_fills import quiet_fill_words
from bot.rules.ruin import ruin_words
from bot.rules.sizing import calculate_position_size
from bot.rules.terms import scaled, sized_to_nothing, terms_of
from bot.rules.trade_array import TRADE_DTYPE, TradeArray

__all__ = [
    "END_OF_DATA",
    "NOTHING",
    "NO_EXIT",
    "STOP_LOSS",
    "TAKE_PROFIT",
    "TRADE_DTYPE",
    "Account",
    "AdaptiveTerms",
    "EntryPlan",
    "Exit",
    "Terms",
    "TradeArray",
    "adaptive_terms_of",
    "atr_warm_up",
    "average_true_range",
    "calculate_position_size",
    "close_position",
    "entry_plan",
    "entry_terms",
    "equity_at",
    "kelly_of",
    "kelly_share",
    "kelly_words",
    "known_basis",
    "lacking_basis",
    "new_account",
    "open_position",
    "quiet_fill_words",
    "ruin_words",
    "scaled",
    "settle_inside",
    "settle_open",
    "sized_to_nothing",
    "terms_for_entry",
    "terms_of",
    "tightened",
    "touched",
    "trade_return_pct",
    "trading_fee",
    "trailing_distance",
]
