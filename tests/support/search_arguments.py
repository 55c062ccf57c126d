"""What random_search_optimize is to be asked for the runs of given conditions."""

from typing import Any

from bot.backtesting import Conditions


def search_arguments(conditions: Conditions) -> dict[str, Any]:
    """The policy, news, market and money as arguments of random_search_optimize."""
    return {
        "policy": conditions.policy,
        "macro_events": conditions.events,
        "macro_symbol": conditions.macro_symbol,
        "count_undated": conditions.count_undated,
        "asset_type": conditions.asset_type,
        "initial_balance": conditions.initial_balance,
    }
