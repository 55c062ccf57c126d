"""What a run's trades went through between entry and exit, out of its candles."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.adapting import Adaptive, entry_levels, exit_levels
from bot.candles import CandleArrays
from bot.rules import END_OF_DATA, Terms, TradeArray


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeCourse:
    """One row a trade: its stop and target, and the prices that it was held between, as the fields
    of a Trade.
    """

    stop_price: FloatArray
    target_price: FloatArray
    last_stop_price: FloatArray
    highest_price: FloatArray
    lowest_price: FloatArray


def trade_course(
    trades: TradeArray, candles: CandleArrays, terms: Terms, adaptive: Adaptive | None
) -> TradeCourse:
    """Of trades over `candles`; to the last bit what the bot on paper records of the same ones."""
    entered = entry_levels(trades, terms, adaptive)
    left = exit_levels(trades, candles.high, candles.low, terms, adaptive)
    highest, lowest = held_prices(trades, candles.open, candles.high, candles.low)
    return TradeCourse(
        stop_price=entered.stop,
        target_price=entered.target,
        last_stop_price=left.stop,
        highest_price=highest,
        lowest_price=lowest,
    )


def held_prices(
    trades: TradeArray, open_: FloatArray, high: FloatArray, low: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The highest and the lowest price of each trade: its fills, the candles from the entry's on
    and before the exit's, and the open of the exit's, where the position came into that.

    What lies between in the exit's candle is not known, unless the candles ended with the trade.
    """
    entry, leaving = trades["entry_row"], trades["exit_row"]
    end = leaving + (trades["reason"] == END_OF_DATA)
    fills = trades["entry_price"], trades["exit_price"]
    opened = np.where(leaving > entry, open_[leaving], trades["exit_price"])
    within = end > entry
    rows = np.column_stack([entry, end]).ravel()
    highest = np.where(within, np.maximum.reduceat(np.append(high, 0.0), rows)[::2], -np.inf)
    lowest = np.where(within, np.minimum.reduceat(np.append(low, 0.0), rows)[::2], np.inf)
    return (
        np.maximum.reduce([*fills, opened, highest]),
        np.minimum.reduce([*fills, opened, lowest]),
    )
