"""The front of return against drawdown as the JSON that is kept."""

from typing import Any

from bot.optimizer.search import NSGA2, OptimizationResult


def front_of(search: OptimizationResult) -> dict[str, Any]:
    """Every trial that no other one beats in return and drawdown alike, under `pareto_front`.

    Nothing for another sampler than nsga2.
    """
    if search.sampler != NSGA2:
        return {}
    table = search.trials
    return {
        "pareto_front": [
            {
                "total_pnl_pct": float(table.metric("total_pnl_pct")[row]),
                "max_drawdown_pct": float(table.metric("max_drawdown_pct")[row]),
                "score": float(table.scores[row]),
                "chosen": row == search.best_trial,
                "config": table.config_at(row).to_dict(),
            }
            for row in search.front
        ]
    }
