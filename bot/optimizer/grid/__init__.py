"""Every combination of a few values, and what their neighbours say about the best one."""

from bot.optimizer.grid.grid import Grid
from bot.optimizer.grid.grid_findings import Finding, GridFindings, Holding, findings_of
from bot.optimizer.grid.grid_search import (
    COMBINATIONS_A_PART,
    GridTable,
    KeptParts,
    NothingKept,
    grid_spans,
    run_grid,
)
from bot.optimizer.grid.metric_map import MedianMap, median_map, refuse_large_map
from bot.optimizer.grid.strategy_grid import AnyGrid, StrategyGrid

__all__ = [
    "COMBINATIONS_A_PART",
    "AnyGrid",
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
