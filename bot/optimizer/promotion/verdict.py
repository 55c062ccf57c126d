"""What was decided about a challenger, and on which grounds."""

from dataclasses import dataclass
from enum import StrEnum


class Conclusion(StrEnum):
    """What becomes of the challenger: the first word of a verdict's reason."""

    PROMOTED = "promoted"
    REFUSED = "refused"
    KEPT = "kept"


class Grounds(StrEnum):
    """Why the challenger is promoted or refused, or why the champion is kept without a contest."""

    SHOWN_BETTER = "shown better beyond chance"
    NOT_SHOWN_BETTER = "not shown better beyond chance"
    BETTER_HELD_OUT = "better on held-out candles"
    NOT_BETTER_HELD_OUT = "not better on held-out candles"
    NO_SCORE_HELD_OUT = "no score on held-out candles"
    NOTHING_FOUND = "no trial eligible"
    SAME_CONFIG = "the best trial is the config in use"
    NO_LOOK_DUE = "no look due"
    TOO_FEW_CANDLES = "too few unseen candles"
    TOO_FEW_TRADES = "too few unseen trades"
    NEEDS_FINER_CANDLES = "finer candles are needed to see inside"
    INSIDE_THE_CANDLE = "the gain lives inside the candle"
    CHANGED_MEANWHILE = "the config in use was changed meanwhile"

    @property
    def conclusion(self) -> Conclusion:
        """What they lead to."""
        return _CONCLUSIONS.get(self, Conclusion.KEPT)


_CONCLUSIONS = {
    Grounds.SHOWN_BETTER: Conclusion.PROMOTED,
    Grounds.BETTER_HELD_OUT: Conclusion.PROMOTED,
    Grounds.NOT_SHOWN_BETTER: Conclusion.REFUSED,
    Grounds.INSIDE_THE_CANDLE: Conclusion.REFUSED,
    Grounds.NOT_BETTER_HELD_OUT: Conclusion.REFUSED,
    Grounds.NO_SCORE_HELD_OUT: Conclusion.REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """On which grounds the challenger replaces the champion or not, and why in one sentence."""

    grounds: Grounds
    reason: str

    @property
    def conclusion(self) -> Conclusion:
        """What becomes of the challenger."""
        return self.grounds.conclusion

    @property
    def promoted(self) -> bool:
        """Whether the challenger replaces the champion."""
        return self.conclusion is Conclusion.PROMOTED
