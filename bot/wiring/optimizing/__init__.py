"""An optimizer of every asset, and what it works on."""

from bot.wiring.optimizing.cluster import cluster_searches
from bot.wiring.optimizing.optimizers import judge_of, only_optimizer, portfolio_optimizer
from bot.wiring.optimizing.playbook import playbook_markets

__all__ = [
    "cluster_searches",
    "judge_of",
    "only_optimizer",
    "playbook_markets",
    "portfolio_optimizer",
]
