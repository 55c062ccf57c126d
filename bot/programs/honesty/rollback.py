"""Promoted configs that stay good, and promoted configs whose market turns: who is rolled back?"""

from dataclasses import replace

import numpy as np

from bot.arrays import utc_time
from bot.optimizer import RollbackWatch
from bot.optimizer.promotion import candles_to_tell
from bot.programs.honesty.edges import Edge
from bot.programs.honesty.luck import CONDITIONS
from bot.programs.honesty.series import joined_series, reverting, trending

BEFORE = 1_000
"""Candles before the promotion: what both configs warm up with."""
YEAR = 8_760
TURN_AFTER = 2_190
"""Hours after the promotion at which the market turns, where it does."""
PULL = 3.0
"""How strongly what has moved comes back after the turn."""


def days_to_rollback(edge: Edge, *, turns: bool, seed: int) -> float | None:
    """Days until a promoted right config is rolled back; None where it is kept for a year.

    Its predecessor trades the same at a tenth of the size: as long as the edge holds it earns less,
    and after the turn it loses less. A run every day is this test with one day more each, so the
    year is watched at once.
    """
    generator = np.random.default_rng([seed, edge.sharpe, int(turns)])
    series = trending(BEFORE + (TURN_AFTER if turns else YEAR), generator, edge.persistence)
    if turns:
        series = joined_series(series, reverting(YEAR, generator, PULL))
    promoted = edge.right
    smaller = replace(promoted, risk_per_trade_pct=promoted.risk_per_trade_pct / 10.0)
    since = utc_time(int(series.index.as_unit("ns").asi8[BEFORE]))
    watch = RollbackWatch(promoted=promoted, predecessor=smaller, since=since, until=since)
    took = candles_to_tell(watch.extended(series, CONDITIONS).differences)
    return None if took is None else took / 24.0
