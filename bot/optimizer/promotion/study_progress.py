"""Who is told how far a study is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.optimizer.search import CountedSearches, Progress, SearchMemory, SearchRunner

DIAGNOSTICS = "describing what was tried"
LOOK = "a look at unseen candles"


def _unheard(*_: object) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyProgress:
    """`begin` is told the symbol and what its search takes, `search` of the trials, and `phase` of
    what follows them: its name, and the share in [0, 1] that is done.
    """

    begin: Callable[[str, SearchMemory], None] = _unheard
    search: Progress | None = None
    phase: Callable[[str, float], None] = _unheard

    def in_turns(self, lock: threading.RLock) -> "StudyProgress":
        """The same, told by one thread at a time."""

        def locked(tell: Callable[..., None]) -> Callable[..., None]:
            def tell_locked(*step: object) -> None:
                with lock:
                    tell(*step)

            return tell_locked

        return StudyProgress(
            begin=locked(self.begin),
            search=locked(self.search or _unheard),
            phase=locked(self.phase),
        )

    def look(self, searches: SearchRunner, folds: int) -> SearchRunner:
        """The searches of the look, each fold of which is a share of it."""
        return CountedSearches(searches, folds, lambda share: self.phase(LOOK, share))

    def described(self, share: float) -> None:
        """So much of the diagnostics is done."""
        self.phase(DIAGNOSTICS, share)
