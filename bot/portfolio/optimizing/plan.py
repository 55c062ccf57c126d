"""How a run over all assets searches and promotes."""

from dataclasses import dataclass

from bot.optimizer import ExecutorSearches, Judge
from bot.optimizer.promotion import PROMOTION_ALPHA, on_or_off
from bot.optimizer.search import RANDOM


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """How a run searches; `seed` None draws one for each asset, `jobs` None uses all cores.

    With `searches` all assets are searched at once, elsewhere.

    `alpha` is how strict the gate is; with `gate` False the best trial on held-out candles is
    promoted. With `dry_run` nothing is written, and a look that is taken is not counted as spent.
    `diagnostics` False leaves out what decides nothing and takes about as long as the search.
    """

    judge: Judge
    n_trials: int
    seed: int | None = None
    jobs: int | None = None
    dry_run: bool = False
    sampler: str = RANDOM
    searches: ExecutorSearches | None = None
    gate: bool = True
    alpha: float = PROMOTION_ALPHA
    diagnostics: bool = True

    @property
    def gate_state(self) -> str:
        """As records and logs name it."""
        return on_or_off(self.gate)
