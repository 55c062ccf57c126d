"""What was decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the challenger replaces the champion, and why, in one sentence."""

    promoted: bool
    reason: str
