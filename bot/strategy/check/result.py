"""What one check found out, and what all of them together mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a check ended; NOT_JUDGED where another failure makes its question meaningless."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check: what was found, in a sentence; `advice` says what to change where it failed.

    `details` are the same findings as plain JSON values.
    """

    name: str
    outcome: Outcome
    found: str
    advice: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The results of all checks of one strategy, in the order in which they were made."""

    results: tuple[CheckResult, ...]

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that failed; empty for a strategy that can be trusted with a backtest."""
        return tuple(one for one in self.results if one.outcome is Outcome.FAILED)

    @property
    def verdict(self) -> Outcome:
        """FAILED where a check failed, else NOT_JUDGED where one could not be made, else PASSED."""
        outcomes = {one.outcome for one in self.results}
        ranked = (Outcome.FAILED, Outcome.NOT_JUDGED, Outcome.PASSED)
        return next(outcome for outcome in ranked if outcome in outcomes)

    @property
    def is_passed(self) -> bool:
        """Whether every check was made and none failed."""
        return self.verdict is Outcome.PASSED

    def __getitem__(self, name: str) -> CheckResult:
        """The result of the check of that name; KeyError where there is none."""
        return {one.name: one for one in self.results}[name]
