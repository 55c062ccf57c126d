"""A search that Ctrl-C ended."""

from bot.optimizer.search.result import OptimizationResult


class SearchInterrupted(KeyboardInterrupt):
    """The search was ended by Ctrl-C: `result` holds its finished trials, None without any.

    `n_trials` is how many there were to be.
    """

    def __init__(self, result: OptimizationResult | None, n_trials: int) -> None:
        super().__init__()
        self.result = result
        self.n_trials = n_trials

    @property
    def sentence(self) -> str:
        """What was finished, and the best of it."""
        if self.result is None:
            return f"interrupted before the first of {self.n_trials:,} trials was done"
        score = self.result.best_score
        best = (
            "none eligible yet"
            if score is None
            else f"best {self.result.judge.objective} {score:.4g}"
        )
        return f"interrupted after {self.result.n_trials:,} of {self.n_trials:,} trials, {best}"
