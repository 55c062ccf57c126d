"""How much of a backtest is luck, order or cost: Monte Carlo, stress, a sweep of costs."""

from bot.backtesting.robustness.costs_sweep import CostPoint, CostsSweep, costs_sweep
from bot.backtesting.robustness.monte_carlo import Distribution, MonteCarlo, Resampling, monte_carlo
from bot.backtesting.robustness.stress import StressTest, stress

__all__ = [
    "CostPoint",
    "CostsSweep",
    "Distribution",
    "MonteCarlo",
    "Resampling",
    "StressTest",
    "costs_sweep",
    "monte_carlo",
    "stress",
]
