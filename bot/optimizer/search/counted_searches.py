"""Searches whose shares of all the work that they are part of are told."""

from collections.abc import Callable

from bot.optimizer.search.ask_and_tell import Progress
from bot.optimizer.search.request import SearchRequest
from bot.optimizer.search.result import OptimizationResult
from bot.optimizer.search.search_runner import PendingResult, SearchRunner


class CountedSearches:
    """Starts searches by `searches` and tells which share in [0, 1] of all `count` is done."""

    def __init__(self, searches: SearchRunner, count: int, tell: Callable[[float], None]) -> None:
        self._searches = searches
        self._count = count
        self._tell = tell
        self._done = 0

    def start(self, request: SearchRequest, progress: Progress | None = None) -> PendingResult:
        """Start a search; its share is told in the thread that asks for the result."""

        def tell_share(done: int, total: int, best: float | None) -> None:
            self._tell(min((self._done + done / total) / self._count, 1.0))
            if progress is not None:
                progress(done, total, best)

        pending = self._searches.start(request, tell_share)

        def result() -> OptimizationResult:
            finished = pending()
            self._done += 1
            return finished

        return result
