"""What an optimizer computes once the configs are settled: allocation and playbook."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.domain import AllocationFinding
from bot.portfolio import AllocationTerms
from bot.portfolio.allocation import AllocationStudy
from bot.portfolio.optimizing import PortfolioOptimizer, allocate
from bot.portfolio.playbook import ComputedPlaybook, make_playbook, reusable_playbook
from bot.reports.optimizer import afterwards_text, allocation_document
from bot.settings import Settings
from bot.wiring.optimizing import playbook_markets
from bot.wiring.state import volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """The allocation, as found and as JSON, and the playbook."""

    assets: int
    study: AllocationStudy
    allocation: dict[str, Any]
    playbook: ComputedPlaybook

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"allocation": self.allocation, "playbook": self.playbook.document}

    @property
    def text(self) -> str:
        """For people."""
        study = self.study if self.assets > 1 else None
        return afterwards_text(study, self.playbook.document["summary"])


def compute_afterwards(
    settings: Settings,
    optimizer: PortfolioOptimizer,
    terms: AllocationTerms,
    log: FilteringBoundLogger,
    *,
    dry_run: bool = False,
) -> Afterwards:
    """Compare the ways of sharing the capital and make the playbook; a dry run writes neither.

    The playbook is called stale once two further runs of the service are due.

    StateError where the volume cannot be written.
    """
    stores = volume(settings)
    study = allocate(optimizer.assets, terms, log)
    allocation = allocation_document(study, datetime.now(UTC))
    playbook = make_playbook(
        playbook_markets(settings, optimizer.assets),
        reusable_playbook(stores.playbook),
        datetime.now(UTC),
        valid_for=timedelta(minutes=2 * settings.optimizer.auto_optimize_interval_minutes),
    )
    if not dry_run:
        stores.allocation.set(AllocationFinding(allocation))
        stores.playbook.write(playbook.document)
    log.info("allocation", verdict=allocation["verdict"])
    log.info(
        "playbook", computed=playbook.computed, reused=playbook.reused, missing=playbook.missing
    )
    return Afterwards(
        assets=len(optimizer.assets), study=study, allocation=allocation, playbook=playbook
    )
