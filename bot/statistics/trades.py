"""What the trades earned, one by one and in a row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.rules import TradeArray
from bot.statistics.undefined import none_if_undefined, ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeStatistics:
    """P&L is after fees, in quote currency; losses are positive numbers; None where undefined.

    A trade that breaks even is neither won nor lost, and ends both kinds of streak.
    """

    count: int
    win_rate: float | None
    profit_factor: float | None
    expectancy: float | None
    average_win: float | None
    average_loss: float | None
    largest_win: float | None
    largest_loss: float | None
    longest_winning_streak: int
    longest_losing_streak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingStatistics:
    """Hours from the open of the candle of the entry to that of the exit; None without a trade."""

    average_hours: float | None
    median_hours: float | None
    shortest_hours: float | None
    longest_hours: float | None


def win_rate(pnl: FloatArray) -> float | None:
    """Trades with a P&L above 0 / all trades, a fraction (Pardo 2008)."""
    return ratio(int(np.count_nonzero(pnl > 0.0)), pnl.size)


def profit_factor(pnl: FloatArray) -> float | None:
    """Sum of wins / sum of losses (Pardo 2008); None without a losing trade."""
    return ratio(float(np.sum(pnl[pnl > 0.0])), -float(np.sum(pnl[pnl < 0.0])))


def expectancy(pnl: FloatArray) -> float | None:
    """win rate x average win - loss rate x average loss: the mean P&L (Tharp 1998)."""
    return none_if_undefined(float(np.mean(pnl))) if pnl.size else None


@compiled
def longest_streak(hits: NDArray[np.bool_]) -> int:
    """The longest run of True in an array of bool."""
    longest = lasting = 0
    for hit in hits:
        lasting = lasting + 1 if hit else 0
        longest = max(longest, lasting)
    return longest


def trade_statistics(pnl: FloatArray) -> TradeStatistics:
    """Wins, losses, streaks and ratios from the trades' P&L in order."""
    wins, losses = pnl[pnl > 0.0], -pnl[pnl < 0.0]
    return TradeStatistics(
        count=int(pnl.size),
        win_rate=win_rate(pnl),
        profit_factor=profit_factor(pnl),
        expectancy=expectancy(pnl),
        average_win=none_if_undefined(float(np.mean(wins))) if wins.size else None,
        average_loss=none_if_undefined(float(np.mean(losses))) if losses.size else None,
        largest_win=none_if_undefined(float(np.max(wins))) if wins.size else None,
        largest_loss=none_if_undefined(float(np.max(losses))) if losses.size else None,
        longest_winning_streak=longest_streak(pnl > 0.0),
        longest_losing_streak=longest_streak(pnl < 0.0),
    )


def holding_statistics(trades: TradeArray, open_time: np.ndarray) -> HoldingStatistics:
    """From TRADE_DTYPE and the candles' open times (int64 ns); exact to one candle."""
    if not trades.size:
        return HoldingStatistics(
            average_hours=None, median_hours=None, shortest_hours=None, longest_hours=None
        )
    hours = np.sort(open_time[trades["exit_row"]] - open_time[trades["entry_row"]]) / 3.6e12
    middle = hours.size // 2
    return HoldingStatistics(
        average_hours=float(np.mean(hours)),
        median_hours=float(hours[middle] + hours[-1 - middle]) / 2.0,
        shortest_hours=float(hours[0]),
        longest_hours=float(hours[-1]),
    )
