"""backtesting.py as near to our fills as its documented interface allows.

Stop and target go with the order and derive from the next open, which the strategy reads from a
column of its own (nothing else does): that is what a bracket order at an exchange does. Where the
broker refuses them, since the close before a gap lies outside, they are set one candle later.
"""

import warnings
from typing import Any

import backtesting.backtesting as engine
import numpy as np
import pandas as pd
from backtesting import Backtest, Strategy
from backtesting.lib import FractionalBacktest

from benchmarks.agreement.trades import RoundTrip
from bot.domain import StrategyConfig

engine._tqdm = lambda rows, **_: rows  # no progress bar for each of hundreds of runs
UNIT = 1e-10
"""The fraction of a unit that is traded where sizes count."""


class TechnicalStrategy(Strategy):
    """The EMA and RSI rule; `sized` takes our quantity, else each order is for one unit."""

    config = StrategyConfig()
    sized = False

    def init(self) -> None:
        """Indicators come as columns of the data."""

    def next(self) -> None:
        if np.isnan(self.data.NextOpen[-1]):  # the last candle: no open is left to fill at
            return
        self._guard()
        wanted = self._direction()
        held = (self.position.size > 0) - (self.position.size < 0)
        if held and not (self.config.exit_on_opposite_signal and wanted == -held):
            return
        if held:
            self.position.close()
        if wanted > 0 or (wanted < 0 and self.config.allow_short):
            self._enter(wanted)

    def _direction(self) -> int:
        fast, slow, strength = self.data.Fast[-1], self.data.Slow[-1], self.data.Strength[-1]
        config = self.config
        if np.isnan((fast, slow, strength)).any():
            return 0
        if fast > slow and strength < config.rsi_overbought:
            return 1
        if fast < slow and strength > config.rsi_oversold:
            return -1
        return int(strength < config.rsi_oversold) - int(strength > config.rsi_overbought)

    def _guard(self) -> None:
        """Stop and target of a trade whose order was refused with them."""
        for trade in self.trades:
            if trade.sl is None and trade.tp is None:
                direction = 1 if trade.is_long else -1
                trade.sl, trade.tp = self._bracket(trade.entry_price, direction)

    def _enter(self, direction: int) -> None:
        spread = 1 + direction * self.config.slippage_pct
        fill = self.data.NextOpen[-1] * spread
        order = self.buy if direction > 0 else self.sell
        stop, target = self._bracket(fill, direction)
        if min(stop, target) < self.data.Close[-1] * spread < max(stop, target):
            order(size=self._size(fill), sl=stop, tp=target)
        else:
            order(size=self._size(fill))

    def _bracket(self, fill: float, direction: int) -> tuple[float, float]:
        config = self.config
        stop = fill * (1 - direction * config.stop_loss_pct)
        return stop, fill * (1 + direction * config.take_profit_pct)

    def _size(self, fill: float) -> int:
        if not self.sized:
            return 1
        config = self.config
        at_risk = self.equity * config.risk_per_trade_pct / 100 / (fill * config.stop_loss_pct)
        return int(min(at_risk, self.equity / (fill * (1 + config.fee_pct))))


def backtesting_trades(
    frame: pd.DataFrame, config: StrategyConfig, *, sized: bool = False, closed_only: bool = False
) -> list[RoundTrip]:
    """Every trade of a frame with indicators (see `with_indicators`), in order of entry.

    `sized` starts with 10,000 and our sizing, else one unit is traded with cash enough for all.
    """
    data = frame.rename(columns=str.title).tz_localize(None)
    data["NextOpen"] = data["Open"].shift(-1)
    kind, options = Backtest, {"cash": 1e4 * float(data["High"].max())}
    if sized:
        data["NextOpen"] *= UNIT
        kind, options = FractionalBacktest, {"cash": 10_000.0, "fractional_unit": UNIT}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # an open trade, where those are left out
        backtest = kind(
            data,
            TechnicalStrategy,
            spread=config.slippage_pct,
            commission=config.fee_pct,
            finalize_trades=not closed_only,
            **options,
        )
        rows = backtest.run(config=config, sized=sized)["_trades"]
    return sorted(map(_round_trip, rows.itertuples()), key=lambda trade: trade.entry_row)


def _round_trip(row: Any) -> RoundTrip:
    return RoundTrip(
        entry_row=int(row.EntryBar),
        exit_row=int(row.ExitBar),
        direction=1 if row.Size > 0 else -1,
        entry_price=float(row.EntryPrice),
        exit_price=float(row.ExitPrice),
        unit_pnl=float(row.PnL / abs(row.Size)),
        quantity=float(abs(row.Size)),
    )
