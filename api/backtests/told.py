"""What run_backtest.py tells while it runs: how far it is, and at last what was wrong."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

_STEP = re.compile(r"(\d{1,3})%, .*, (\d+) s left\s*")
_LINES_KEPT = 20
_LONGEST = 1_000
_NAMES = re.compile(r"^run_backtest\.py: ")


@dataclass(frozen=True, slots=True)
class Step:
    """The share that is done, 0 to 1, and the seconds that are left."""

    progress: float
    eta_seconds: float


class Told:
    """Listens in a thread of its own; `step` is the newest one, None before the first."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)

    def listen(self, lines: Iterable[str]) -> None:
        """Until the program closes its stderr."""
        for line in lines:
            match = _STEP.fullmatch(line)
            if match is None:
                self._lines.append(line.strip())
            else:
                self.step = Step(min(1.0, int(match[1]) / 100), float(match[2]))

    @property
    def last_sentence(self) -> str:
        """The last line that is no step: of a program that failed, the error."""
        said = next((line for line in reversed(self._lines) if line), "")
        return _NAMES.sub("", said)[:_LONGEST]
