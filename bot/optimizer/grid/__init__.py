"""Every combination of a few values, and what their neighbours say about the best one."""

from bot.optimizer.grid.ema_rsi_grid import EmaRsiGrid
from bot.optimizer.grid.grid_findings import Finding, GridFindings, Holding, findings_of
from bot.optimizer.grid.grid_table import GridTable
from bot.optimizer.grid.kept_parts import KeptParts, NothingKept
from bot.optimizer.grid.metric_map import MedianMap, median_map, refuse_large_map
from bot.optimizer.grid.protocol import Grid
from bot.optimizer.grid.running_grid import COMBINATIONS_A_PART, run_grid
from bot.optimizer.grid.spans import grid_spans
from bot.optimizer.grid.strategy_grid import StrategyGrid

__all__ = [
    "COMBINATIONS_A_PART",
    "EmaRsiGrid",
    "Finding",
    "Grid",
    "GridFindings",
    "GridTable",
    "Holding",
    "KeptParts",
    "MedianMap",
    "NothingKept",
    "StrategyGrid",
    "findings_of",
    "grid_spans",
    "median_map",
    "refuse_large_map",
    "run_grid",
]
