"""Inside a candle: which of stop and target came first, and at what price, by finer candles."""

from bot.backtesting.inside.coverage import coverage_of
from bot.backtesting.inside.detail import Detail, detail_of
from bot.backtesting.inside.effect import DetailEffect
from bot.backtesting.inside.exits import GAPPED, inside_exits
from bot.backtesting.inside.settling import close_in_detail

__all__ = [
    "GAPPED",
    "Detail",
    "DetailEffect",
    "close_in_detail",
    "coverage_of",
    "detail_of",
    "inside_exits",
]
