"""What became of the assets of a run."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain import ConfigStanding, Document
from bot.domain.errors import TradingLabError


class AssetEnd(StrEnum):
    """How a run ended for one asset."""

    PROMOTED = "promoted"
    REFUSED = "refused"
    KEPT = "kept"
    ROLLED_BACK = "rolled back"
    INTERRUPTED = "interrupted"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetOutcome:
    """What became of one asset and why, in one sentence; `record` is the run as it is kept.

    `diagnostics` are sentences about the search that decided nothing, `standing` is that of the
    config in use, where the run came to know it; `error` is why it was skipped.
    """

    symbol: str
    end: AssetEnd
    reason: str
    record: Document
    diagnostics: tuple[str, ...] = ()
    standing: ConfigStanding | None = None
    error: TradingLabError | None = None

    @property
    def promoted(self) -> bool:
        """Whether the asset has a new config."""
        return self.end is AssetEnd.PROMOTED

    @property
    def rolled_back(self) -> bool:
        """Whether a promoted config was replaced by the one before it."""
        return self.end is AssetEnd.ROLLED_BACK

    @property
    def is_disproven(self) -> bool:
        """Whether the config in use loses beyond chance."""
        return self.standing is not None and self.standing.is_disproven


class RunInterrupted(KeyboardInterrupt):
    """Ctrl-C ended a run; `outcomes` are those of the assets that it had begun."""

    def __init__(self, outcomes: list[AssetOutcome]) -> None:
        super().__init__()
        self.outcomes = outcomes
