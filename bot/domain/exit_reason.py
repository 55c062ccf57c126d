"""Why a position was closed."""

from enum import StrEnum


class ExitReason(StrEnum):
    """Why a position was closed; `code` is the form that arrays and the kernel use.

    Only orders know the last two: EMERGENCY_EXIT closed what could not be protected, FORCE_EXIT was
    a person's or a limit's.
    """

    STOP_LOSS = "stop_loss"
    TAKE_PROFIT = "take_profit"
    SIGNAL = "signal"
    END_OF_DATA = "end_of_data"
    EMERGENCY_EXIT = "emergency_exit"
    FORCE_EXIT = "force_exit"

    @property
    def code(self) -> int:
        """1 stop_loss, 2 take_profit, 3 signal, 4 end_of_data, 5 emergency_exit, 6 force_exit.

        0 means no exit. The kernel knows 1 to 4.
        """
        return _CODES[self]

    @classmethod
    def of_code(cls, code: int) -> "ExitReason":
        """The reason of a code in 1..6; KeyError for any other number."""
        return _REASONS[code]


_CODES = {reason: code for code, reason in enumerate(ExitReason, start=1)}
_REASONS = {code: reason for reason, code in _CODES.items()}
