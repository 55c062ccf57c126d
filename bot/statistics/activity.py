"""How much of the time and of the money was at work, and what that cost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import FloatArray
from bot.rules import TAKE_PROFIT, TradeArray
from bot.statistics.undefined import ratio, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityStatistics:
    """Exposure in percent of the candles, turnover in multiples of equity, costs in money."""

    exposure_pct: float
    turnover: float | None
    turnover_per_year: float | None
    fees: float
    fees_pct: float
    slippage: float


def time_in_market(trades: TradeArray, rows: int) -> float:
    """Candles in which a position was held at any moment / all candles, a fraction.

    The candles of the entry and of the exit count; one that two trades share counts once.
    """
    return float(np.sum(candles_held(trades)) / rows)


def candles_held(trades: TradeArray) -> NDArray[np.int64]:
    """How many candles each trade held; one that two share belongs to the later."""
    later = np.append(trades["entry_row"][1:], np.iinfo(np.int64).max)
    held: NDArray[np.int64] = np.minimum(trades["exit_row"] + 1, later) - trades["entry_row"]
    return held


def turnover(trades: TradeArray, equity: FloatArray) -> float | None:
    """Notional of all entries and exits / mean equity.

    Both sides count, where fund reports take the lesser of purchases and sales (SEC Form N-1A).
    None where the mean equity is not above 0.
    """
    traded = float(np.sum(trades["quantity"] * (trades["entry_price"] + trades["exit_price"])))
    return ratio(traded, max(float(np.mean(equity)), 0.0))


def slippage_paid(trades: TradeArray, slippage_pct: float) -> float:
    """Money between the fills and the prices that slippage worsened; targets pay none.

    A fill at p = q (1 + side x s) cost quantity x |p - q|, side +1 for a buy and -1 for a sale.
    """
    quantity, direction = trades["quantity"], trades["direction"]
    entries = quantity * trades["entry_price"] / (1.0 + direction * slippage_pct)
    exits = quantity * trades["exit_price"] / (1.0 - direction * slippage_pct)
    worsened = trades["reason"] != TAKE_PROFIT
    return float(np.sum(entries) + np.sum(exits[worsened])) * slippage_pct


def activity_statistics(
    trades: TradeArray,
    equity: FloatArray,
    initial_balance: float,
    slippage_pct: float,
    periods_per_year: float,
) -> ActivityStatistics:
    """Time in the market, turnover, and the fees and slippage of both sides of every trade."""
    fees = float(np.sum(trades["fees"]))
    turned = turnover(trades, equity)
    return ActivityStatistics(
        exposure_pct=time_in_market(trades, equity.size) * 100.0,
        turnover=turned,
        turnover_per_year=scaled(turned, periods_per_year / equity.size),
        fees=fees,
        fees_pct=fees / initial_balance * 100.0,
        slippage=slippage_paid(trades, slippage_pct),
    )
