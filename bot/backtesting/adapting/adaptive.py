"""What entries of a run are sized by beside the config: the ATR and the record of trades."""

import math
from typing import NamedTuple

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.compiled import compiled
from bot.domain import StrategyConfig
from bot.rules import (
    AdaptiveTerms,
    Terms,
    TradeArray,
    adaptive_terms_of,
    average_true_range,
    entry_terms,
    kelly_share,
    trade_return_pct,
)


class Adaptive(NamedTuple):
    """A config's adaptive terms with what they read.

    `atr` has a row for each candle: the ATR at the close before it, NaN where there is none.
    `earlier` are the returns in percent of the trades closed before the run, oldest first.
    """

    terms: AdaptiveTerms
    atr: FloatArray
    earlier: FloatArray

    def part(self, rows: slice) -> "Adaptive":
        """For a run over some of the rows."""
        return self._replace(atr=self.atr[rows])


def adaptive_over(
    config: StrategyConfig, candles: CandleArrays, rows: slice = slice(None)
) -> Adaptive | None:
    """For a run over some rows of candles; None where the config's sizes and stops are fixed.

    The ATR knows all candles before the rows; the record begins with the run.
    """
    terms = adaptive_terms_of(config)
    if terms is None:
        return None
    atr = np.full(len(candles), np.nan)
    if config.needs_atr:
        prices = candles.high, candles.low, candles.close
        atr[1:] = average_true_range(*prices, config.atr_period)[:-1]
    return Adaptive(terms, atr[rows], np.empty(0))


@compiled
def entry_terms_at(
    terms: Terms,
    adaptive: Adaptive | None,
    direction: int,
    price: float,
    row: int,
    trades: TradeArray,
    count: int,
) -> Terms:
    """The terms of an entry at the open `price` of a row, `count` trades having closed before it.

    Trades that close at that open are not among them: they are those known to the decision.
    """
    if adaptive is None:
        return terms
    kelly = _kelly_by(adaptive, trades, count) if adaptive.terms.sizes_by_kelly else math.nan
    return entry_terms(terms, adaptive.terms, direction, price, adaptive.atr[row], kelly)


@compiled
def _kelly_by(adaptive: Adaptive, trades: TradeArray, count: int) -> float:
    """The Kelly share of the last kelly_trades trades; NaN where there are fewer."""
    wanted, earlier = adaptive.terms.kelly_trades, adaptive.earlier
    if earlier.size + count < wanted:
        return math.nan
    returns = np.empty(wanted)
    for k in range(wanted):
        n = count - wanted + k
        if n < 0:
            returns[k] = earlier[earlier.size + n]
        else:
            trade = trades[n]
            returns[k] = trade_return_pct(trade.pnl, trade.quantity, trade.entry_price)
    return kelly_share(returns)
