"""All trades of a run as JSON has them, column by column: a run can have a hundred thousand."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.backtesting.kernel import TradeArray
from bot.domain import Action, ExitReason
from bot.rules.time_texts import rfc3339_texts


def trade_rows(
    trades: TradeArray, open_time: NDArray[np.int64], symbol: str
) -> list[dict[str, Any]]:
    """`trade_dict` of each trade of TRADE_DTYPE; `open_time` (ns) is that of the candles."""
    entry, quantity = trades["entry_price"], trades["quantity"]
    columns: dict[str, list[Any]] = {
        "symbol": [symbol] * len(trades),
        "direction": [str(Action.of_sign(sign)) for sign in trades["direction"].tolist()],
        "quantity": quantity.tolist(),
        "entry_time": rfc3339_texts(open_time[trades["entry_row"]]),
        "entry_price": entry.tolist(),
        "exit_time": rfc3339_texts(open_time[trades["exit_row"]]),
        "exit_price": trades["exit_price"].tolist(),
        "fees": trades["fees"].tolist(),
        "pnl": trades["pnl"].tolist(),
        "pnl_pct": (trades["pnl"] / (quantity * entry) * 100.0).tolist(),
        "exit_reason": [str(ExitReason.of_code(code)) for code in trades["reason"].tolist()],
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
