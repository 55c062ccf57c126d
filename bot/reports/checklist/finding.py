"""What one check found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """In order, worth a look, or a reason not to start."""

    OK = "ok"
    WARNING = "warning"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`says` in a sentence what is so; `remedy` what to do where it is not in order.

    `exit_code` is what a program ends with where it is refused.
    """

    check: str
    verdict: Verdict
    says: str
    remedy: str | None = None
    exit_code: int = 0


def worst_exit_code(findings: Sequence[Finding]) -> int:
    """0 where nothing is refused, else the code of the first refusal."""
    return next((f.exit_code for f in findings if f.verdict is Verdict.REFUSED), 0)
