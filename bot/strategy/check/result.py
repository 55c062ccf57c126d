"""The result of one check, and what the results of all of them mean together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class CheckName(StrEnum):
    """The checks, in the order in which they are made."""

    ANSWERS = "answers"
    EDGE_CASES = "edge cases"
    DETERMINISM = "determinism"
    LOOK_AHEAD = "look-ahead"
    WARM_UP = "warm-up"
    PARAMETERS = "parameters"
    OTHER_PARAMETERS = "other parameters"
    ACTIVITY = "activity"


class CheckOutcome(StrEnum):
    """How a check ended; NOT_JUDGED where another failure makes its question meaningless."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check: `finding` is one sentence, `advice` says what to change where it failed.

    `details` are the same findings as plain JSON values.
    """

    name: CheckName
    outcome: CheckOutcome
    finding: str
    advice: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The results of all checks of one strategy, in the order in which they were made."""

    results: tuple[CheckResult, ...]

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that failed; empty for a strategy that can be trusted with a backtest."""
        return tuple(result for result in self.results if result.outcome is CheckOutcome.FAILED)

    @property
    def verdict(self) -> CheckOutcome:
        """FAILED where a check failed, else NOT_JUDGED where one could not be made, else PASSED."""
        outcomes = {result.outcome for result in self.results}
        ranked = (CheckOutcome.FAILED, CheckOutcome.NOT_JUDGED, CheckOutcome.PASSED)
        return next(outcome for outcome in ranked if outcome in outcomes)

    @property
    def is_passed(self) -> bool:
        """Whether every check was made and none failed."""
        return self.verdict is CheckOutcome.PASSED

    def __getitem__(self, name: str) -> CheckResult:
        """The result of the check of that name; KeyError where there is none."""
        return {str(result.name): result for result in self.results}[name]
