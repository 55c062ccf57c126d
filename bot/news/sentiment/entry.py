"""What a word or phrase does to the reading of a sentence."""

from dataclasses import dataclass
from enum import IntEnum, auto


class Role(IntEnum):
    """The part that a word plays; numbers, because those are looked up fastest."""

    MOVE = auto()  # goes up or down, or makes something do so
    REVERSER = auto()  # a move down that turns round a move or feeling after it: pares, trims
    QUANTITY = auto()  # what is measured: profit, loss, costs
    FEELING = auto()  # good or bad by itself
    NEGATOR = auto()
    SCALE = auto()  # makes what follows say more or less
    BREAK = auto()  # begins a clause
    CAUSE = auto()  # begins the reason of what was said
    EARLIER = auto()  # stands before an earlier state or figure
    QUESTION = auto()
    COMMA = auto()
    IDLE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of the lexicon; what the numbers mean, its role says.

    `weight`: the direction of a move, whether more of a quantity is good, how good a feeling is,
    by what a scale or question multiplies, which share of its clause counts after a break.
    `alone`: what a move or quantity says by itself, which share of what came before a break counts.
    `reach`: for how many words after it a move, reverser or negator acts.
    """

    role: Role
    weight: float = 0.0
    alone: float = 0.0
    reach: int = 0
