"""vectorbt as near to our fills as Portfolio.from_signals allows."""

import numpy as np
import pandas as pd
import vectorbt as vbt
from numpy.typing import NDArray
from vectorbt.portfolio.enums import TradeDirection, TradeStatus

from benchmarks.agreement.trades import RoundTrip
from bot.domain import StrategyConfig

ENGINES = ("rust", "numba")


def technical_directions(frame: pd.DataFrame, config: StrategyConfig) -> NDArray[np.int8]:
    """The EMA and RSI rule for every row of a frame with indicators, in numpy."""
    fast, slow, strength = (frame[name].to_numpy() for name in ("fast", "slow", "strength"))
    conditions = [
        np.isnan(fast + slow + strength),
        (fast > slow) & (strength < config.rsi_overbought),
        (fast < slow) & (strength > config.rsi_oversold),
        strength < config.rsi_oversold,
        strength > config.rsi_overbought,
    ]
    return np.select(conditions, [0, 1, -1, 1, -1], 0).astype(np.int8)


def vectorbt_trades(
    frame: pd.DataFrame,
    config: StrategyConfig,
    *,
    engine: str = ENGINES[0],
    sized: bool = False,
    closed_only: bool = False,
) -> list[RoundTrip]:
    """Every trade of a frame with indicators, in order.

    `sized` starts with 10,000 and puts in our share of the cash, else one unit is traded with cash
    enough for all.
    """
    share = config.risk_per_trade_pct / 100 / config.stop_loss_pct * (1 + config.fee_pct)
    portfolio = vbt.Portfolio.from_signals(
        frame["close"],
        **_signals(technical_directions(frame, config), config),
        price=frame["open"],
        open=frame["open"],
        high=frame["high"],
        low=frame["low"],
        size=min(share, 1.0) if sized else 1.0,
        size_type="percent" if sized else "amount",
        init_cash=10_000.0 if sized else 1e4 * float(frame["high"].max()),
        sl_stop=config.stop_loss_pct,
        tp_stop=config.take_profit_pct,
        stop_entry_price="fillprice",
        stop_exit_price="stopmarket",
        fees=config.fee_pct,
        slippage=config.slippage_pct,
        engine=engine,
    )
    records = portfolio.exit_trades.values
    if closed_only:
        records = records[records["status"] == TradeStatus.Closed]
    return [_round_trip(record) for record in records]


def _signals(wanted: NDArray[np.int8], config: StrategyConfig) -> dict[str, object]:
    """Decisions moved to the candle at whose open they are filled."""
    long, short = (np.r_[False, (wanted == sign)[:-1]] for sign in (1, -1))
    leaves = config.exit_on_opposite_signal
    if config.allow_short:
        mode = "reverse" if leaves else "ignore"
        return {"entries": long, "short_entries": short, "upon_opposite_entry": mode}
    return {"entries": long, "exits": short if leaves else False, "direction": "longonly"}


def _round_trip(record: np.void) -> RoundTrip:
    return RoundTrip(
        entry_row=int(record["entry_idx"]),
        exit_row=int(record["exit_idx"]),
        direction=1 if record["direction"] == TradeDirection.Long else -1,
        entry_price=float(record["entry_price"]),
        exit_price=float(record["exit_price"]),
        unit_pnl=float(record["pnl"] / record["size"]),
        quantity=float(record["size"]),
    )
