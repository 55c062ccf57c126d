"""All trades of a run as JSON has them, column by column: a run can have a hundred thousand."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arrays import rfc3339_texts
from bot.backtesting import TradeCourse
from bot.domain import Action, ExitReason
from bot.rules import TradeArray

_PRICES = ("stop_price", "target_price", "last_stop_price", "highest_price", "lowest_price")


def trade_rows(
    trades: TradeArray,
    open_time: NDArray[np.int64],
    symbol: str,
    decided_at: NDArray[np.int64],
    course: TradeCourse,
    more: Mapping[str, list[Any]] | None = None,
) -> list[dict[str, Any]]:
    """Each trade of TRADE_DTYPE with its course by name, ready for JSON.

    `open_time` (ns) is that of the candles, `decided_at` that of each trade's decision. `more` are
    further keys, each with a value for every trade.
    """
    entry, quantity = trades["entry_price"], trades["quantity"]
    entered = rfc3339_texts(open_time[trades["entry_row"]])
    columns: dict[str, list[Any]] = {
        "id": _ids(symbol, entered),
        "symbol": [symbol] * len(trades),
        "direction": _texts(trades["direction"], Action.of_sign),
        "quantity": quantity.tolist(),
        "entry_time": entered,
        "entry_price": entry.tolist(),
        "exit_time": rfc3339_texts(open_time[trades["exit_row"]]),
        "exit_price": trades["exit_price"].tolist(),
        "fees": trades["fees"].tolist(),
        "pnl": trades["pnl"].tolist(),
        "pnl_pct": (trades["pnl"] / (quantity * entry) * 100.0).tolist(),
        "exit_reason": _texts(trades["reason"], ExitReason.of_code),
        "signal_id": _ids(symbol, rfc3339_texts(decided_at)),
        **{name: getattr(course, name).tolist() for name in _PRICES},
        **(more or {}),
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _ids(symbol: str, times: list[str]) -> list[str]:
    return [f"{symbol}@{time}" for time in times]


def _texts(codes: NDArray[np.int64], name_of: Callable[[int], str]) -> list[str]:
    names = {code: str(name_of(code)) for code in np.unique(codes).tolist()}
    return [names[code] for code in codes.tolist()]
