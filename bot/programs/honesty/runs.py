"""One series of each kind, as a process of the pool runs it."""

import numpy as np
import pandas as pd

from bot.programs.honesty import jumps, luck, power, rollback, series
from bot.programs.honesty.edges import EDGES, NO_EDGE

CANDLES = 2_000
YEAR = 8_760
TRIALS = 200


def judged_at_once(job: tuple[pd.DataFrame | None, int, int]) -> luck.JudgedRun:
    """What one run on 2,000 candles says of what it found and of the champion.

    The job is the real hours that are resampled (None for a random walk), the trials and the seed.
    """
    hours, trials, seed = job
    generator = np.random.default_rng([seed, 1])
    if hours is None:
        candles = series.driftless_walk(CANDLES, generator)
    else:
        candles = series.resampled(hours, CANDLES, generator)
    return luck.judged_at_once(candles, trials, seed)


def promoted_in_a_year(seed: int) -> bool:
    """Is anything promoted by a run a day over a year beyond the first window?"""
    walk = series.driftless_walk(luck.WINDOW + YEAR, np.random.default_rng([seed, 2]))
    return luck.promoted_in_a_year(walk, TRIALS, seed)


def judged_among_jumps(job: tuple[int, bool, bool, int]) -> jumps.JumpyRun:
    """What one run says of a walk in jumps.

    The job is the jumps an hour, whether trading costs, whether finer candles are kept, the seed.
    """
    count, costs, keeps_finer, seed = job
    return jumps.judged_among_jumps(count, seed, costs=costs, keeps_finer=keeps_finer)


def search_and_oracle(job: tuple[int, int]) -> power.SeriesWithEdge:
    """A series with an edge; the job is the Sharpe ratio of the right config and the seed."""
    sharpe, seed = job
    (edge,) = (edge for edge in EDGES if edge.sharpe == sharpe)
    return power.search_and_oracle(edge, YEAR, TRIALS, seed)


def rolled_back(job: tuple[int, bool, int]) -> float | None:
    """Days until a promoted config is rolled back; None where it is kept for a year.

    The job is the Sharpe ratio of the right config, whether the market turns, and the seed.
    """
    sharpe, turns, seed = job
    (edge,) = (edge for edge in (NO_EDGE, *EDGES) if edge.sharpe == sharpe)
    return rollback.days_to_rollback(edge, turns=turns, seed=seed)
