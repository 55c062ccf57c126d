"""What the optimizer leaves behind, each a JSON object that may come from another version.

The objects are kept as they were written. What is asked of one is a question with a name here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from bot.domain.kept.provenance import moment_of_record

Document: TypeAlias = Mapping[str, Any]
"""A JSON object by its keys."""

PLAYBOOK_HOLDS_FOR = timedelta(days=7)
"""How long a playbook holds that does not say so itself."""


@dataclass(frozen=True, slots=True)
class OptimizerRun:
    """What became of one symbol in one run, or of a person's rollback."""

    document: Document

    @property
    def at(self) -> datetime | None:
        """When it was written; None where it does not say."""
        return moment_of_record(self.document)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the optimizer recommends for one symbol, and why."""

    document: Document

    @property
    def came_ungated(self) -> bool:
        """Whether the run that recommends it held nothing against chance (PROMOTION_GATE=off)."""
        return self.document.get("gate") == "off"


@dataclass(frozen=True, slots=True)
class AllocationFinding:
    """What the optimizer found about sharing the capital."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlaybook:
    """The multi-market playbook that was computed last, written at `written_at`."""

    document: Document
    written_at: datetime

    @property
    def computed_at(self) -> datetime:
        """When it was computed; when it was written where it does not say so."""
        return aware_moment(self.document.get("computed_at")) or self.written_at

    @property
    def stale_after(self) -> datetime:
        """Until when it holds."""
        stated = aware_moment(self.document.get("stale_after"))
        return stated or self.computed_at + PLAYBOOK_HOLDS_FOR


def aware_moment(value: object) -> datetime | None:
    """The aware moment that a text spells; None for anything else.

    None too before 1700 and after 2200: no record is of then, and at the ends of the calendar there
    is no moment before or after.
    """
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not 1700 <= moment.year <= 2200:
        return None
    return moment
