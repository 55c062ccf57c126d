"""What the list shows of a result."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from bot.domain import BacktestState, KeptBacktest
from bot.domain.errors import DataError


def done_with(backtest: KeptBacktest, result: bytes) -> KeptBacktest:
    """The backtest as done, with figures of its JSON document; DataError where that is none."""
    try:
        document: dict[str, Any] = orjson.loads(result)
        data, metrics = document["data"], document["metrics"]
        return replace(
            backtest,
            state=BacktestState.DONE,
            progress=1.0,
            eta_seconds=0.0,
            first=datetime.fromisoformat(data["first"]),
            last=datetime.fromisoformat(data["last"]),
            candles=data["candles"],
            total_return_pct=metrics["total_pnl_pct"],
            sharpe_ratio=metrics["sharpe_ratio"],
            trades=metrics["total_trades"],
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"the program wrote a result that cannot be read: {error}") from error
