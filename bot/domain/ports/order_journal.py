"""Where intents and answers are on disk before anything is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class JournalKind(StrEnum):
    """What a line of the journal tells.

    INTENT: an order as it will be sent. REQUEST: a request is about to leave (`action` send,
    protect or cancel). REPORT: what the venue said of an order. FILL: an execution. REJECTED: the
    venue refused for certain, or the order never arrived. UNKNOWN: no certain answer. MISSING:
    asked for, the venue knows no such order now. SILENCE: nothing is sent until a moment. HALT,
    REDUCE and RESUME: entries are stopped, or taken again. CONFIG: a config came into use. NOTE: a
    sentence.
    """

    INTENT = "intent"
    REQUEST = "request"
    REPORT = "report"
    FILL = "fill"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    MISSING = "missing"
    SILENCE = "silence"
    HALT = "halt"
    REDUCE = "reduce"
    RESUME = "resume"
    CONFIG = "config"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """One line: what happened, to which symbol and order (None where to none), and when.

    `at` is venue time where an order is concerned, else the machine's. `details` are JSON values;
    Decimals travel as texts.
    """

    at: datetime
    kind: JournalKind
    symbol: str | None = None
    client_id: str | None = None
    details: Mapping[str, Any]


class OrderJournal(Protocol):
    """An append-only record of orders that no line can be taken out of unseen."""

    def append(self, line: JournalLine) -> None:
        """On disk once this returns. StateError where it cannot be written: then do not act."""
        ...

    def lines(self) -> Iterator[JournalLine]:
        """Every line, oldest first. StateError where the chain is broken in the middle."""
        ...

    @property
    def recovery_notes(self) -> tuple[str, ...]:
        """Sentences about what opening for writing had to mend (a torn last line)."""
        ...
