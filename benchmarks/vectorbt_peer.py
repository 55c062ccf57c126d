"""vectorbt doing the same technical strategy, given its best: 2,000 columns at once.

It reads indicators that are computed once, takes boolean signals and the stops of every column.
`metrics` gives what a trial of ours has, as backtesting.py's statistics do as well; `sharpe_ratios`
only what a search by one objective cannot do without.
"""

import numpy as np
import vectorbt as vbt
from numpy.typing import NDArray

from benchmarks.workload import CONFIG, Workload
from bot.optimizer.trials import EmaRsiColumns
from bot.strategy import ema, rsi


def metrics(work: Workload, draws: EmaRsiColumns, engine: str) -> NDArray[np.float64]:
    """One metric a row, one trial a column, in the order of bot.backtesting.Metrics.

    Without the drawdown in money, which vectorbt does not have.
    """
    found = portfolio(work, draws, engine)
    trades = found.trades
    return np.stack(
        [
            np.asarray(column, dtype=np.float64)
            for column in (
                found.total_profit(),
                found.total_return() * 100.0,
                trades.count(),
                trades.winning.count(),
                trades.losing.count(),
                trades.win_rate(),
                trades.winning.pnl.mean(),
                -trades.losing.pnl.mean(),
                trades.profit_factor(),
                found.max_drawdown() * -100.0,
                found.sharpe_ratio(),
                found.orders.fees.sum(),
                found.sortino_ratio(),
                found.calmar_ratio(),
            )
        ]
    )


def sharpe_ratios(work: Workload, draws: EmaRsiColumns, engine: str) -> NDArray[np.float64]:
    """The Sharpe ratio of every trial, computed by one of vectorbt's engines."""
    return np.asarray(portfolio(work, draws, engine).sharpe_ratio())


def portfolio(work: Workload, draws: EmaRsiColumns, engine: str) -> vbt.Portfolio:
    """Decisions at a close that fill at the next open, with stop and target from the fill price."""
    frame = work.candles
    close = frame["close"].to_numpy()
    fast = _table(ema, close, draws.ema_fast)
    slow = _table(ema, close, draws.ema_slow)
    strength = _table(rsi, close, draws.rsi_period)
    longs = (fast > slow) & (strength < draws.rsi_overbought)
    longs |= strength < draws.rsi_oversold
    entries = np.zeros_like(longs)
    entries[1:] = longs[:-1]
    share = draws.risk_per_trade_pct / 100 / draws.stop_loss_pct
    return vbt.Portfolio.from_signals(
        frame["close"],
        entries=entries,
        exits=False,
        price=frame["open"],
        open=frame["open"],
        high=frame["high"],
        low=frame["low"],
        size=np.minimum(share, 1.0),
        size_type="percent",
        sl_stop=draws.stop_loss_pct,
        tp_stop=draws.take_profit_pct,
        stop_entry_price="fillprice",
        fees=CONFIG.fee_pct,
        slippage=CONFIG.slippage_pct,
        init_cash=10_000.0,
        freq="1h",
        engine=engine,
    )


def _table(
    indicator, close: NDArray[np.float64], periods: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The indicator as one column a trial, each period computed once."""
    distinct, column = np.unique(periods, return_inverse=True)
    return np.stack([indicator(close, int(period)) for period in distinct], axis=1)[:, column]
