"""How much of the time, and with how much of the balance, a run was in the market."""

from dataclasses import asdict, dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import BacktestResult
from bot.reports.backtest.details import TradeDetails
from bot.statistics import candles_held


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPresence:
    """Percentages; the candles of an entry and of an exit count as held.

    `average_pct` and `largest_pct` are of a trade's entry notional in percent of the balance;
    with `average_candles_held` they are None without a trade.
    """

    candles_pct: float
    long_candles_pct: float
    short_candles_pct: float
    average_pct: float | None
    largest_pct: float | None
    average_candles_held: float | None

    def to_dict(self) -> dict[str, float | None]:
        """For JSON."""
        return asdict(self)


def held_pct(result: BacktestResult, details: TradeDetails) -> FloatArray:
    """Per candle: the position's entry notional in percent of the balance, a short negative.

    0 where nothing was held; where two trades share a candle, the later one.
    """
    held = np.zeros(len(result.equity))
    records = result.trade_records
    signed = details.position_pct * records["direction"]
    rows = zip(records["entry_row"].tolist(), details.candles_held.tolist(), signed, strict=True)
    for start, length, share in rows:
        held[start : start + length] = share
    return held


def presence_of(result: BacktestResult, details: TradeDetails) -> MarketPresence:
    """How long and how large the positions of a run were."""
    records, rows, traded = result.trade_records, len(result.equity), details.candles_held.size > 0
    held = candles_held(records)
    return MarketPresence(
        candles_pct=float(held.sum() / rows * 100.0),
        long_candles_pct=float(held[records["direction"] > 0].sum() / rows * 100.0),
        short_candles_pct=float(held[records["direction"] < 0].sum() / rows * 100.0),
        average_pct=float(details.position_pct.mean()) if traded else None,
        largest_pct=float(details.position_pct.max()) if traded else None,
        average_candles_held=float(details.candles_held.mean()) if traded else None,
    )
