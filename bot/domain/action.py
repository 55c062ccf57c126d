"""What an opinion or the decision calls for."""

from enum import StrEnum


class Action(StrEnum):
    """LONG, SHORT or FLAT; `sign` is +1, -1 or 0, the form that arrays and the kernel use."""

    LONG = "LONG"
    SHORT = "SHORT"
    FLAT = "FLAT"

    @property
    def sign(self) -> int:
        """+1 for LONG, -1 for SHORT, 0 for FLAT."""
        return _SIGNS[self]

    @classmethod
    def of_sign(cls, sign: int) -> "Action":
        """The action of a sign in (-1, 0, +1); KeyError for any other number."""
        return _ACTIONS[sign]


_SIGNS = {Action.LONG: 1, Action.SHORT: -1, Action.FLAT: 0}
_ACTIONS = {sign: action for action, sign in _SIGNS.items()}
