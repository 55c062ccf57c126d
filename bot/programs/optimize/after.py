"""What an optimizer computes once the configs are settled: allocation and playbook."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain import AllocationFinding

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from bot.portfolio import PortfolioOptimizer
    from bot.portfolio.allocation.study import AllocationStudy
    from bot.portfolio.allocation.terms import AllocationTerms
    from bot.portfolio.playbook import ComputedPlaybook
    from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """The allocation, as found and as JSON, and the playbook."""

    assets: int
    study: "AllocationStudy"
    allocation: dict[str, Any]
    playbook: "ComputedPlaybook"

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"allocation": self.allocation, "playbook": self.playbook.document}

    @property
    def text(self) -> str:
        """For people; one asset has nothing to share."""
        from bot.reports.optimizer import allocation_text

        shared = f"\n{allocation_text(self.study)}" if self.assets > 1 else ""
        return f"{shared}\nPlaybook: {self.playbook.document['summary']}\n"


def compute_afterwards(
    settings: "Settings",
    optimizer: "PortfolioOptimizer",
    terms: "AllocationTerms",
    log: "FilteringBoundLogger",
    *,
    dry_run: bool = False,
) -> Afterwards:
    """Compare the ways of sharing the capital and make the playbook; a dry run writes neither.

    The playbook is called stale once two further runs of the service are due.

    StateError where the volume cannot be written.
    """
    from bot import wiring
    from bot.portfolio.accounts import allocate
    from bot.portfolio.playbook import make_playbook, reusable_playbook
    from bot.reports.optimizer import allocation_document

    volume = wiring.volume(settings)
    study = allocate(optimizer.assets, terms, log)
    allocation = allocation_document(study, datetime.now(UTC))
    playbook = make_playbook(
        wiring.playbook_markets(settings, optimizer.assets),
        reusable_playbook(volume.playbook),
        datetime.now(UTC),
        valid_for=timedelta(minutes=2 * settings.optimizer.auto_optimize_interval_minutes),
    )
    if not dry_run:
        volume.allocation.set(AllocationFinding(allocation))
        volume.playbook.write(playbook.document)
    log.info("allocation", verdict=allocation["verdict"])
    log.info(
        "playbook", computed=playbook.computed, reused=playbook.reused, missing=playbook.missing
    )
    return Afterwards(
        assets=len(optimizer.assets), study=study, allocation=allocation, playbook=playbook
    )
