"""One series of each kind, as a process of the pool runs it. What is heavy is imported there."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

CANDLES = 2_000
YEAR = 8_760
TRIALS = 200


def promoted_at_once(job: "tuple[pd.DataFrame | None, int, int]") -> bool:
    """One series of 2,000 candles, one run."""
    import numpy as np

    from bot.programs.honesty import luck, series

    hours, trials, seed = job
    generator = np.random.default_rng([seed, 1])
    if hours is None:
        candles = series.driftless_walk(CANDLES, generator)
    else:
        candles = series.resampled(hours, CANDLES, generator)
    return luck.promoted_at_once(candles, trials, seed)


def promoted_in_a_year(seed: int) -> bool:
    """One series of a year beyond the first window, a run a day."""
    import numpy as np

    from bot.programs.honesty import luck, series

    walk = series.driftless_walk(luck.WINDOW + YEAR, np.random.default_rng([seed, 2]))
    return luck.promoted_in_a_year(walk, TRIALS, seed)


def search_and_oracle(job: tuple[int, int]) -> Any:
    """One series with an edge."""
    from bot.programs.honesty import power
    from bot.programs.honesty.edges import EDGES

    sharpe, seed = job
    (edge,) = (edge for edge in EDGES if edge.sharpe == sharpe)
    return power.search_and_oracle(edge, YEAR, TRIALS, seed)


def rolled_back(job: tuple[int, bool, int]) -> float | None:
    """One promoted config."""
    from bot.programs.honesty import rollback
    from bot.programs.honesty.edges import EDGES, NO_EDGE

    sharpe, turns, seed = job
    (edge,) = (edge for edge in (NO_EDGE, *EDGES) if edge.sharpe == sharpe)
    return rollback.days_to_rollback(edge, turns=turns, seed=seed)
