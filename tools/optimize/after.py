"""What an optimizer computes once the configs are settled: how the capital could be shared."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from bot.portfolio import PortfolioOptimizer
    from bot.portfolio.allocation.study import AllocationStudy
    from bot.portfolio.allocation.terms import AllocationTerms
    from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """The allocation, as found and as JSON."""

    assets: int
    study: "AllocationStudy"
    allocation: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"allocation": self.allocation}

    @property
    def text(self) -> str:
        """For people; one asset has nothing to share."""
        from bot.portfolio.allocation.words import allocation_text

        return f"\n{allocation_text(self.study)}" if self.assets > 1 else ""


def compute_afterwards(
    settings: "Settings",
    optimizer: "PortfolioOptimizer",
    terms: "AllocationTerms",
    log: "FilteringBoundLogger",
    *,
    dry_run: bool = False,
) -> Afterwards:
    """Compare the ways of sharing the capital; written beside the recommendations but in a dry run.

    StateError where the volume cannot be written.
    """
    from bot.portfolio.accounts import allocate
    from bot.portfolio.allocation.words import allocation_document
    from bot.state import write_allocation

    study = allocate(optimizer.assets, terms, log)
    allocation = allocation_document(study, datetime.now(UTC))
    if not dry_run:
        write_allocation(settings.data_dir, allocation)
    log.info("allocation", verdict=allocation["verdict"])
    return Afterwards(assets=len(optimizer.assets), study=study, allocation=allocation)
