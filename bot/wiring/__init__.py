"""From Settings to parts: the only place that chooses an adapter. Imported on first use, so that
no process loads what only another one needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.wiring.cluster import cluster_searches
    from bot.wiring.horizons import playbook_markets
    from bot.wiring.optimizing import judge_of, only_optimizer, portfolio_optimizer
    from bot.wiring.process import load_settings, logger, portfolio_of
    from bot.wiring.sources import (
        candle_source,
        candle_store,
        exchange_name,
        exchange_of,
        source_of,
    )
    from bot.wiring.state import macro_event_source, volume, volume_in
    from bot.wiring.strategies import usable_strategies
    from bot.wiring.trading import portfolio_runner

_HOMES = {
    "candle_source": "sources",
    "candle_store": "sources",
    "cluster_searches": "cluster",
    "exchange_name": "sources",
    "exchange_of": "sources",
    "judge_of": "optimizing",
    "load_settings": "process",
    "logger": "process",
    "macro_event_source": "state",
    "only_optimizer": "optimizing",
    "playbook_markets": "horizons",
    "portfolio_of": "process",
    "portfolio_optimizer": "optimizing",
    "portfolio_runner": "trading",
    "source_of": "sources",
    "usable_strategies": "strategies",
    "volume": "state",
    "volume_in": "state",
}

__all__ = [
    "candle_source",
    "candle_store",
    "cluster_searches",
    "exchange_name",
    "exchange_of",
    "judge_of",
    "load_settings",
    "logger",
    "macro_event_source",
    "only_optimizer",
    "playbook_markets",
    "portfolio_of",
    "portfolio_optimizer",
    "portfolio_runner",
    "source_of",
    "usable_strategies",
    "volume",
    "volume_in",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
