"""How deep one can see into the candles, and how far prices likely jump past a stop there."""

import math
from dataclasses import dataclass
from datetime import datetime
from shlex import quote

import numpy as np

from bot.arrays import utc_time
from bot.backtesting import Detail, detail_of
from bot.candles import CandleArrays
from bot.domain import StopType, StrategyConfig
from bot.optimizer.promotion.evidence import SEARCHED_SHARE
from bot.optimizer.promotion.inside.finer_candles import FINEST, FinerCandles
from bot.optimizer.search import SearchRequest
from bot.statistics import likely_overshoot

LEAST_COVERED = 0.95
"""Of so many unseen candles finer ones must be kept to judge by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideView:
    """The finest candles of what is traded, and what they show of jumps.

    `timeframe` is theirs; `overshoot` is by how much of the price jumps likely pass a stop
    inside one of them, by all of them, searched or unseen; `since` is the open of the first
    unseen candle. Where they are finer than the traded ones, `detail` is what decides exits, and
    `covered` the share of the unseen candles that have any inside, be it a single one.
    """

    timeframe: str
    overshoot: float
    since: datetime
    detail: Detail | None = None
    covered: float = 0.0


def view_of(request: SearchRequest, finer: FinerCandles) -> InsideView:
    """The finest kept candles that cover the candles of a walk forward, else the traded ones.

    Reads no return and no trade, so that it may be asked before a look is spent.
    """
    timeframe = request.base.timeframe
    traded = CandleArrays.of(request.traded, timeframe)
    first = int(len(traded) * SEARCHED_SHARE)
    begin, since, last = (
        utc_time(int(time))
        for time in (traded.open_time[0], traded.open_time[first], traded.close_time[-1] - 1_000)
    )
    for name, kept in finer.of_parts(timeframe):
        candles = kept.loc[begin:last]
        if candles.empty:
            continue
        detail = detail_of(candles, name, request.candles, timeframe)
        covered = float(np.mean(np.diff(detail.first[request.warm_up + first :]) > 0))
        if covered >= LEAST_COVERED:
            overshoot = likely_overshoot(CandleArrays.of(candles, name))
            return InsideView(
                timeframe=name, overshoot=overshoot, since=since, detail=detail, covered=covered
            )
    return InsideView(timeframe=timeframe, overshoot=likely_overshoot(traded), since=since)


def too_shallow(view: InsideView, challenger: StrategyConfig, finer: FinerCandles) -> str | None:
    """Why what stops earned inside the candles cannot be told, and what to do; None where it can.

    A fill at the stop leaves out how far prices jump past it, but for the slippage.
    """
    overshoot, slippage = view.overshoot, challenger.slippage_pct
    if overshoot <= slippage:
        return None
    enough = f"set slippage_pct to at least {math.ceil(overshoot * 1e4) / 1e4:.4f}"
    if view.timeframe != FINEST and finer.downloads is not None:
        enough = (
            f"run python tools/download_candles.py --symbol {quote(finer.downloads)} --timeframe "
            f"{FINEST} --start {view.since:%Y-%m-%d}, or {enough}"
        )
    stop = f"{100.0 * challenger.stop_loss_pct:.2f} %"
    if challenger.stop_type is StopType.ATR:
        stop = f"{challenger.stop_atr_multiple:g} ATR"
    return (
        f"inside {view.timeframe} candles prices likely jump {100.0 * overshoot:.3f} % past a stop "
        f"of {stop}, and fills pay a slippage of "
        f"{100.0 * slippage:.3f} %, so that a gain may be made of that alone: {enough}"
    )
