"""What the gate remembers of a symbol between runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain import rfc3339
from bot.domain.errors import DataError
from bot.optimizer.promotion.looks import Look, LookLedger
from bot.optimizer.promotion.rollback_watch import RollbackWatch

_MEND = "mend it, or remove it to begin a new year of looks"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """The looks that were spent, and the promoted config that is watched, if one is."""

    ledger: LookLedger = field(default_factory=LookLedger)
    watch: RollbackWatch | None = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON, and for from_dict."""
        return {
            "looks": [
                {"at": rfc3339(look.at), "number": look.number, "p_threshold": look.threshold}
                for look in self.ledger.looks
            ],
            "watch": None if self.watch is None else self.watch.to_dict(),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "GateState":
        """What to_dict gave; DataError for anything else, since forgotten looks are spent twice."""
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
            return cls(ledger=LookLedger(looks=looks), watch=watch)
        except KeyError as error:
            raise DataError(f"need {what}, {error} is missing: {_MEND}") from error
        except (AttributeError, OverflowError, TypeError, ValueError) as error:
            raise DataError(f"need {what}: {error}; {_MEND}") from error
