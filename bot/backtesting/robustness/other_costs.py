"""What the same decisions earn under other costs, and the cost that leaves nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain import StrategyConfig

if TYPE_CHECKING:
    from bot.backtesting.result import BacktestResult

    Run = Callable[[StrategyConfig], BacktestResult]

MULTIPLES = (0.0, 0.5, 1.0, 2.0, 4.0)
HIGHEST_FEE = 0.5
_NEAR_ENOUGH = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPoint:
    """The result under one fee and slippage (fractions a side)."""

    fee_pct: float
    slippage_pct: float
    total_pnl_pct: float
    total_trades: int
    sharpe_ratio: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsSweep:
    """Points in rows of equal fee, and the break-even costs (fractions a side).

    `break_even_cost_pct` is the fee at which P&L is 0 where nothing slips: all costs as one
    number. `break_even_fee_pct` is the same at the slippage of the config. None where nothing is
    earned even without the fee, where there is no trade, or where half of the notional as fee
    still leaves a profit.
    """

    points: tuple[CostPoint, ...]
    break_even_cost_pct: float | None
    break_even_fee_pct: float | None


def costs_sweep(config: StrategyConfig, run: "Run") -> CostsSweep:
    """Backtest `config` under multiples of its fee and slippage; `run` backtests a config.

    Where a cost is 0, the multiples are of the built-in one. Entries and exits do not depend on the
    fee, so P&L falls steadily with it; slippage moves stops and targets too, and may not.
    """
    usual = StrategyConfig()
    fees = [multiple * (config.fee_pct or usual.fee_pct) for multiple in MULTIPLES]
    slippages = [multiple * (config.slippage_pct or usual.slippage_pct) for multiple in MULTIPLES]
    return CostsSweep(
        points=tuple(
            _point(replace(config, fee_pct=fee, slippage_pct=slippage), run)
            for fee in fees
            for slippage in slippages
            if fee < HIGHEST_FEE and slippage < HIGHEST_FEE
        ),
        break_even_cost_pct=break_even_fee(replace(config, slippage_pct=0.0), run),
        break_even_fee_pct=break_even_fee(config, run),
    )


def break_even_fee(config: StrategyConfig, run: "Run") -> float | None:
    """The fee (a fraction a side) at which the total P&L is 0, by bisection.

    None as in CostsSweep.
    """

    def earned(fee: float) -> float:
        return run(replace(config, fee_pct=fee)).total_pnl

    low, high = 0.0, HIGHEST_FEE
    if not earned(low) > 0.0 or earned(high) > 0.0:
        return None
    while high - low > _NEAR_ENOUGH:
        middle = (low + high) / 2.0
        low, high = (middle, high) if earned(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0


def _point(config: StrategyConfig, run: "Run") -> CostPoint:
    result = run(config)
    return CostPoint(
        fee_pct=config.fee_pct,
        slippage_pct=config.slippage_pct,
        total_pnl_pct=result.total_pnl_pct,
        total_trades=result.metrics.total_trades,
        sharpe_ratio=result.sharpe_ratio,
    )
