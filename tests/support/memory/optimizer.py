"""What the optimizer leaves behind, in memory."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import (
    AllocationFinding,
    Document,
    KeptPlaybook,
    OptimizerRun,
    Page,
    Recommendation,
    Standings,
    StandingsPoll,
)
from bot.domain.errors import ConfigError, DataError
from bot.state.optimizer.mending import missing_run
from tests.support.memory.as_json import as_document
from tests.support.memory.configs import MemoryConfigs


class MemoryRuns:
    """A RunStore."""

    def __init__(self) -> None:
        self._runs: list[OptimizerRun] = []

    def append(self, run: OptimizerRun) -> None:
        """Keep a run."""
        self._runs.append(OptimizerRun(as_document(run.document)))

    def newest(self, limit: int) -> list[OptimizerRun]:
        """The newest first."""
        return self._runs[::-1][: max(limit, 0)]

    def page(self, limit: int, cursor: str | None = None) -> Page[OptimizerRun]:
        """A stretch of the record; a cursor is the number of older runs."""
        known = cursor is None or (cursor.isdecimal() and int(cursor) <= len(self._runs))
        if not known:
            raise ConfigError(f"need the cursor that a page of runs gave, was {cursor!r}")
        end = len(self._runs) if cursor is None else int(cursor)
        start = max(end - max(limit, 0), 0)
        return Page(items=self._runs[start:end][::-1], older=str(start) if start else None)


class MemoryRecommendations:
    """A RecommendationStore."""

    def __init__(self) -> None:
        self._by_symbol: dict[str, Recommendation] = {}

    def set(self, symbol: str, recommendation: Recommendation) -> None:
        """Recommend this for the symbol."""
        self._by_symbol[symbol] = Recommendation(as_document(recommendation.document))

    def all(self) -> dict[str, Recommendation]:
        """By symbol."""
        return dict(self._by_symbol)


class MemoryAllocation:
    """An AllocationStore."""

    def __init__(self) -> None:
        self._finding: AllocationFinding | None = None

    def set(self, finding: AllocationFinding) -> None:
        """Replace it."""
        self._finding = AllocationFinding(as_document(finding.document))

    def read(self) -> AllocationFinding | None:
        """The last finding."""
        return self._finding


class MemoryPromotions:
    """A PromotionStore."""

    def __init__(self) -> None:
        self._by_symbol: dict[str, Document] = {}

    def read(self, symbol: str) -> Document | None:
        """What was written last."""
        return self._by_symbol.get(symbol)

    def standings(self, symbol: str) -> Callable[[], StandingsPoll]:
        """Answers with the standings of the symbol's configs."""
        last = Standings()

        def poll() -> StandingsPoll:
            nonlocal last
            try:
                last = Standings.of_document(self.read(symbol) or {})
            except DataError as error:
                return StandingsPoll(standings=last, error=str(error))
            return StandingsPoll(standings=last)

        return poll

    def write(self, symbol: str, memory: Document) -> None:
        """Replace it."""
        self._by_symbol[symbol] = as_document(memory)


class MemoryPlaybook:
    """A PlaybookStore."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._kept: KeptPlaybook | None = None

    def write(self, document: Document) -> None:
        """Replace it."""
        self._kept = KeptPlaybook(document=as_document(document), written_at=self._now())

    def read(self) -> KeptPlaybook | None:
        """The last one."""
        return self._kept


class MemoryHeartbeat:
    """A HeartbeatStore."""

    def __init__(self) -> None:
        self.last: tuple[datetime, float] | None = None

    def beat(self, now: datetime, *, interval_seconds: float) -> None:
        """Say that the optimizer is alive."""
        self.last = (now, interval_seconds)


def mend(configs: MemoryConfigs, runs: MemoryRuns) -> tuple[str, ...]:
    """Record the runs that put a config in use and are not on record."""
    notes = []
    for config in configs.in_use():
        run = missing_run(config.provenance, runs.newest(1))
        if run is not None:
            runs.append(run)
            notes.append(f"{config.place}: the run that put its config in use was not on record")
    return tuple(notes)
