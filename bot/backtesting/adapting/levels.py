"""Where the stop and the target of each trade lay, at its entry and in the candle it ended in."""

from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting.adapting.adaptive import Adaptive
from bot.rules import Terms, TradeArray


class ExitLevels(NamedTuple):
    """A price for each trade: of its stop, and of its target."""

    stop: FloatArray
    target: FloatArray


def entry_levels(trades: TradeArray, terms: Terms, adaptive: Adaptive | None = None) -> ExitLevels:
    """Those that the entries set, to the last bit as the simulation had them."""
    entry, side = trades["entry_price"], trades["direction"]
    stop_distance, target_distance = terms.stop_loss_pct, terms.take_profit_pct
    if adaptive is not None and adaptive.terms.stops_by_atr:
        atr = adaptive.atr[trades["entry_row"]]
        stop_distance = adaptive.terms.stop_atr_multiple * atr / entry
        target_distance = adaptive.terms.target_atr_multiple * atr / entry
    return ExitLevels(entry * (1.0 - side * stop_distance), entry * (1.0 + side * target_distance))


def exit_levels(
    trades: TradeArray,
    high: FloatArray,
    low: FloatArray,
    terms: Terms,
    adaptive: Adaptive | None = None,
) -> ExitLevels:
    """Those of the last candle of each, to the last bit; rows of all are those of the candles."""
    levels = entry_levels(trades, terms, adaptive)
    if adaptive is None or not adaptive.terms.trails:
        return levels
    return levels._replace(stop=_trailed(levels.stop, trades, high, low, terms.stop_loss_pct))


def _trailed(
    pinned: FloatArray, trades: TradeArray, high: FloatArray, low: FloatArray, distance: float
) -> FloatArray:
    """Moved by the best price of the candles before the last one, the entry's own included."""
    stop = np.array(pinned, np.float64)
    for k, trade in enumerate(trades):
        held = slice(trade["entry_row"], trade["exit_row"])
        if held.start == held.stop:
            continue
        if trade["direction"] > 0:
            stop[k] = max(stop[k], high[held].max() * (1.0 - distance))
        else:
            stop[k] = min(stop[k], low[held].min() * (1.0 + distance))
    return stop
