"""The JSON document of a backtest: config, costs, candles, metrics, trades, equity, warnings."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.arrays import decimated_rows, rfc3339_texts
from bot.backtesting import BacktestResult
from bot.domain import rfc3339
from bot.reports.backtest.trade_rows import trade_rows
from bot.statistics import none_if_undefined

EQUITY_POINTS = 10_000
"""So many points of an equity curve are in a document at most."""


def result_document(
    result: BacktestResult,
    *,
    full_equity: bool = False,
    more_of_trades: Mapping[str, list[Any]] | None = None,
) -> dict[str, Any]:
    """The document, ready for JSON; equity is decimated to EQUITY_POINTS unless full.

    `more_of_trades` are further keys of the trades, each with a value for every trade.
    """
    opened = result.decisions.candles.open_time
    return {
        "config": result.config.to_dict(),
        "policy": result.policy.to_dict(),
        **({"blackout": result.blackout.to_dict()} if result.blackout.is_on else {}),
        "costs": _costs(result),
        "data": _data(result),
        "metrics": _metrics(result),
        "trades": trade_rows(
            result.trade_records,
            opened,
            result.config.symbol,
            result.decided_at,
            result.course,
            more_of_trades,
        ),
        "equity": _equity(result, len(result.equity) if full_equity else EQUITY_POINTS),
        "warnings": list(result.data.warnings),
    }


def _equity(result: BacktestResult, max_points: int) -> list[list[Any]]:
    """Points of close time and equity."""
    rows = decimated_rows(result.equity, max_points)
    times = rfc3339_texts(result.decisions.candles.close_time[rows])
    return [list(point) for point in zip(times, result.equity[rows].tolist(), strict=True)]


def _costs(result: BacktestResult) -> dict[str, Any]:
    return {
        "fee_pct": result.config.fee_pct,
        "slippage_pct": result.config.slippage_pct,
        "paid_fees": result.metrics.total_fees,
        "note": "fractions a side; slippage worsens every fill but the target's",
    }


def _data(result: BacktestResult) -> dict[str, Any]:
    return {
        "symbol": result.data.symbol,
        "timeframe": result.data.timeframe,
        "first": rfc3339(result.data.first),
        "last": rfc3339(result.data.last),
        "candles": result.data.candles,
        "sha256": result.data.sha256,
        "warm_up_candles": result.warm_up,
        "cold_decisions": result.cold_decisions,
        "asset_type": str(result.asset_type),
        "periods_per_year": result.periods_per_year,
        **_strategy_file(result),
    }


def _strategy_file(result: BacktestResult) -> dict[str, str]:
    """The sha256 of a user's own strategy: another file is another strategy."""
    strategy = result.decisions.strategy
    sha256 = None if strategy is None else strategy.sha256
    return {} if sha256 is None else {"strategy_sha256": sha256}


def _metrics(result: BacktestResult) -> dict[str, Any]:
    return {
        "initial_balance": result.initial_balance,
        "ending_balance": result.ending_balance,
        **{name: _plain(value) for name, value in result.metrics._asdict().items()},
        "buy_and_hold_pct": result.buy_and_hold_pct,
        **{
            group: {name: _plain(value) for name, value in values.items()}
            for group, values in asdict(result.statistics).items()
        },
    }


def _plain(value: float | datetime | None) -> float | str | None:
    """As JSON has it: null where undefined."""
    if value is None or isinstance(value, int):
        return value
    return rfc3339(value) if isinstance(value, datetime) else none_if_undefined(value)
