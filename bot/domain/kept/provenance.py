"""Where a config comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Provenance:
    """The `_meta` of a config, whoever wrote it: what is missing or of another shape is unknown."""

    stated: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: object) -> "Provenance":
        """That of a `_meta`; an unknown one for what is no object."""
        return cls(stated if isinstance(stated, Mapping) else {})

    @property
    def came_ungated(self) -> bool:
        """Whether the optimizer put the config in use with PROMOTION_GATE=off."""
        gate = self.stated.get("gate")
        return isinstance(gate, Mapping) and gate.get("state") == "off"

    @property
    def by_optimizer(self) -> bool:
        """Whether the optimizer found the config."""
        return self.stated.get("written_by") == "optimizer"

    @property
    def was_rolled_back(self) -> bool:
        """Whether it is an earlier config that was put back in use."""
        return self.stated.get("rolled_back") is True

    @property
    def reason(self) -> str | None:
        """Why it came in use, in one sentence."""
        reason = self.stated.get("reason")
        return None if reason is None else str(reason)

    @property
    def replaces(self) -> int | None:
        """The number of the version that a rollback took out of use."""
        return _whole(self.stated.get("replaces"))

    @property
    def restores(self) -> int | None:
        """The number of the version that a rollback put back in use."""
        return _whole(self.stated.get("restores"))

    @property
    def score_on_unseen_candles(self) -> float | None:
        """What the optimizer scored it on candles that no search had seen."""
        score = self.stated.get("score")
        unseen = score.get("out_of_sample") if isinstance(score, Mapping) else None
        is_number = isinstance(unseen, int | float) and not isinstance(unseen, bool)
        return unseen if is_number else None

    @property
    def at(self) -> datetime | None:
        """When it was put in use; None where no run and no rollback says so."""
        return moment_of_record(self.stated)


def moment_of_record(stated: Mapping[str, Any]) -> datetime | None:
    """When the optimizer, or a person who rolled back, wrote a record; None for any other."""
    try:
        moment = datetime.fromisoformat(stated["at"])
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo and "written_by" in stated else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
