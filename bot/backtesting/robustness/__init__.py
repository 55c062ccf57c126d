"""How much of a backtest is luck, order, cost or an opinion."""

from bot.backtesting.robustness.ablated_runs import AblatedRun, Ablation, ablation
from bot.backtesting.robustness.distribution import Distribution
from bot.backtesting.robustness.other_costs import CostPoint, CostsSweep, costs_sweep
from bot.backtesting.robustness.resampled_runs import MonteCarlo, Resampling, monte_carlo
from bot.backtesting.robustness.stress_tests import StressTest, stress

__all__ = [
    "AblatedRun",
    "Ablation",
    "CostPoint",
    "CostsSweep",
    "Distribution",
    "MonteCarlo",
    "Resampling",
    "StressTest",
    "ablation",
    "costs_sweep",
    "monte_carlo",
    "stress",
]
