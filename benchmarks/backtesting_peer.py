"""backtesting.py doing the same technical strategy in its own Backtest.run, trial after trial.

The indicators are computed once beforehand and handed in.
"""

from functools import cache

import backtesting.backtesting as backtesting
import numpy as np
from backtesting import Backtest, Strategy
from numpy.typing import NDArray

from benchmarks.workload import CONFIG, Workload
from bot.optimizer.trials import table_of
from bot.strategy import ema, rsi

backtesting._tqdm = lambda rows, **_: rows  # its progress bar costs it time


class TechnicalStrategy(Strategy):
    """The rule, with the fields of a trial as class variables."""

    trial = CONFIG
    close = np.empty(0)

    def init(self) -> None:
        self.fast = self.I(_ema, self.close, self.trial.ema_fast, plot=False)
        self.slow = self.I(_ema, self.close, self.trial.ema_slow, plot=False)
        self.strength = self.I(_rsi, self.close, self.trial.rsi_period, plot=False)

    def next(self) -> None:
        if self.position:
            return
        trial, rsi_now, price = self.trial, self.strength[-1], self.data.Close[-1]
        rising = self.fast[-1] > self.slow[-1] and rsi_now < trial.rsi_overbought
        if not (rising or rsi_now < trial.rsi_oversold):
            return
        share = trial.risk_per_trade_pct / 100 / trial.stop_loss_pct
        self.buy(
            size=min(share, 0.99),
            sl=price * (1 - trial.stop_loss_pct),
            tp=price * (1 + trial.take_profit_pct),
        )


def trades_of_trials(work: Workload, count: int) -> list[int]:
    """The number of trades of each of the first trials."""
    names = {name: name.title() for name in work.candles.columns}
    frame = work.candles.rename(columns=names).tz_localize(None)
    TechnicalStrategy.close = frame["Close"].to_numpy()
    backtest = Backtest(
        frame,
        TechnicalStrategy,
        cash=1e7,
        commission=CONFIG.fee_pct,
        spread=0.001,
        finalize_trades=True,
    )
    return [
        int(backtest.run(trial=table_of(work.draws, CONFIG).config_at(trial))["# Trades"])
        for trial in range(count)
    ]


def _ema(close: NDArray[np.float64], period: int) -> NDArray[np.float64]:
    return _cached(ema, period, close.tobytes())


def _rsi(close: NDArray[np.float64], period: int) -> NDArray[np.float64]:
    return _cached(rsi, period, close.tobytes())


@cache
def _cached(indicator, period: int, closes: bytes) -> NDArray[np.float64]:
    return indicator(np.frombuffer(closes), period)
