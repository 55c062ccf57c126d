"""Where the optimizer keeps what it has found. Each store has one writer (Volume.hold)."""

from collections.abc import Callable
from typing import Protocol

from bot.domain.kept import (
    AllocationFinding,
    Document,
    KeptPlaybook,
    OptimizerRun,
    Recommendation,
    StandingsPoll,
)
from bot.domain.ports.configs import ConfigStore
from bot.domain.ports.state import Page


class RunStore(Protocol):
    """What became of each symbol in each run, also what was refused; append-only."""

    def append(self, run: OptimizerRun) -> None:
        """Keep a run: once this returns it survives a kill; StateError where it cannot be kept."""
        ...

    def newest(self, limit: int) -> list[OptimizerRun]:
        """The newest `limit` runs, newest first; StateError for a record that is none."""
        ...

    def page(self, limit: int, cursor: str | None = None) -> Page[OptimizerRun]:
        """At most `limit` runs from a page's `older` on; None begins at the newest.

        ConfigError for a cursor that this record never gave out.
        """
        ...


class RecommendationStore(Protocol):
    """What the optimizer recommends now for each symbol."""

    def set(self, symbol: str, recommendation: Recommendation) -> None:
        """Recommend this for the symbol from now on; those of other symbols stay."""
        ...

    def all(self) -> dict[str, Recommendation]:
        """By symbol; {} before the first run. StateError where they cannot be read."""
        ...


class AllocationStore(Protocol):
    """What the optimizer found last about sharing the capital."""

    def set(self, finding: AllocationFinding) -> None:
        """Replace it."""
        ...

    def read(self) -> AllocationFinding | None:
        """None before the first time; StateError where it cannot be read."""
        ...


class PromotionStore(Protocol):
    """What the gate must not forget of each symbol: looks spent, what is watched, standings."""

    def read(self, symbol: str) -> Document | None:
        """What was written last; None before the first time.

        StateError for what cannot be read: forgotten looks would be spent twice.
        """
        ...

    def standings(self, symbol: str) -> Callable[[], StandingsPoll]:
        """Answers with the standings of the symbol's configs, each time that it is called.

        Cheap where nothing was written since. It never raises: where the memory cannot be read, the
        last ones hold, at first none, and each answer says why.
        """
        ...

    def write(self, symbol: str, memory: Document) -> None:
        """Replace it whole; once this returns it survives a kill and a power cut."""
        ...


class PlaybookStore(Protocol):
    """The multi-market playbook that was computed last."""

    def write(self, document: Document) -> None:
        """Replace it, whole at any instant."""
        ...

    def read(self) -> KeptPlaybook | None:
        """None before the first time; StateError where it cannot be read."""
        ...


class OptimizerStores(Protocol):
    """What an optimizer of configs reads and writes; a Volume has them all."""

    @property
    def configs(self) -> ConfigStore:
        """Configs with their history."""
        ...

    @property
    def promotions(self) -> PromotionStore:
        """What the gate remembers."""
        ...

    @property
    def runs(self) -> RunStore:
        """The record of every run."""
        ...

    @property
    def recommendations(self) -> RecommendationStore:
        """What is recommended now."""
        ...
