"""How much of a backtest is luck, order or cost: Monte Carlo, stress, a sweep of costs."""

from bot.backtesting.robustness.distribution import Distribution
from bot.backtesting.robustness.other_costs import CostPoint, CostsSweep, costs_sweep
from bot.backtesting.robustness.resampled_runs import MonteCarlo, Resampling, monte_carlo
from bot.backtesting.robustness.stress_tests import StressTest, stress

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
