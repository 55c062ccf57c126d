"""What the gate remembers of a symbol between runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain import MEND_PROMOTIONS, Standings, rfc3339
from bot.domain.errors import DataError
from bot.optimizer.promotion.looks import Look, LookLedger
from bot.optimizer.promotion.watching import RollbackWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """The looks that were spent, the promoted config that is watched, if one is, and standings."""

    ledger: LookLedger = field(default_factory=LookLedger)
    watch: RollbackWatch | None = None
    standings: Standings = field(default_factory=Standings)

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON, and for from_dict."""
        return {
            "looks": [
                {"at": rfc3339(look.at), "number": look.number, "p_threshold": look.threshold}
                for look in self.ledger.looks
            ],
            "watch": None if self.watch is None else self.watch.to_dict(),
            "standings": self.standings.to_list(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "GateState":
        """What to_dict gave, also of a version without standings.

        DataError for anything else, since forgotten looks are spent twice.
        """
        what = "looks and watch of promotion.json as the optimizer writes them"
        try:
            looks = tuple(
                Look(
                    at=datetime.fromisoformat(look["at"]),
                    number=int(look["number"]),
                    threshold=float(look["p_threshold"]),
                )
                for look in values["looks"]
            )
            watch = None if values["watch"] is None else RollbackWatch.from_dict(values["watch"])
            standings = Standings.of_document(values)
            return cls(ledger=LookLedger(looks=looks), watch=watch, standings=standings)
        except KeyError as error:
            raise DataError(f"need {what}, {error} is missing: {MEND_PROMOTIONS}") from error
        except (AttributeError, OverflowError, TypeError, ValueError) as error:
            raise DataError(f"need {what}: {error}; {MEND_PROMOTIONS}") from error
