"""A sequential test by betting that a promoted config is worse than the one before it.

It may be looked at whenever one likes: evidence is capital that is bet, block by block and before
the block is seen, on the promoted config being worse. No money moves. Where the config is not
worse, the bets are fair or against the bettor, and the chance that the capital ever grows 1 / alpha
times is at most alpha (Ville 1939; the capital process of testing by betting: Waudby-Smith & Ramdas
2024, with their bets of section B.3). That holds as long as no block costs the bettor more than all
of the capital, which one more than twice as large as the largest before it can: bets are cut there.
"""

import math
from collections.abc import Sequence

import numpy as np

from bot.arrays import FloatArray

ROLLBACK_ALPHA = 0.05
"""The chance that a promoted config that is no worse is ever rolled back."""
BLOCK_CANDLES = 24
"""Returns are bet on in sums of so many candles, which tames their tails."""
MEMORY = 0.97
"""What a block's difference keeps of its weight with each further block: half after 23."""
LEAST_SPREAD = 0.02
"""What the largest difference of a block is taken for until a larger one is seen."""
STAKE = 0.5
"""The share of the capital that a block as large as the largest so far could take."""


def evidence_capital(
    differences: Sequence[float], least_spread: float = LEAST_SPREAD
) -> FloatArray:
    """The capital after each block, shape (n,), begun with 1; row t reads rows <= t.

    The bet on block t is (mean / mean square) of the blocks before it, with fading weights, where
    that speaks against the promoted config, else nothing; at most STAKE for a block as large as the
    largest before it, which is taken for at least `least_spread`. A block that is larger still can
    take all of it, never more.
    """
    out = np.empty(len(differences))
    capital, mean, square, weight, largest = 1.0, 0.0, 0.0, 0.0, least_spread
    for t, difference in enumerate(differences):
        bet = min(max(-mean / square, 0.0), STAKE / largest) if square > 0.0 else 0.0
        capital *= max(1.0 - bet * difference, 0.0)
        out[t] = capital
        weight = MEMORY * weight + 1.0
        mean += (difference - mean) / weight
        square += (difference**2 - square) / weight
        largest = max(largest, abs(difference))
    return out


def candles_to_tell(differences: Sequence[float]) -> int | None:
    """How many candles it took until the evidence had grown enough; None where it has not."""
    grown = np.flatnonzero(evidence_capital(differences) >= 1.0 / ROLLBACK_ALPHA)
    return None if not len(grown) else math.ceil((int(grown[0]) + 1) * BLOCK_CANDLES)
