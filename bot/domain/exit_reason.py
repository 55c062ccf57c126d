"""Why a position was closed."""

from enum import StrEnum


class ExitReason(StrEnum):
    """Why a position was closed; `code` is the form that arrays and the kernel use."""

    STOP_LOSS = "stop_loss"
    TAKE_PROFIT = "take_profit"
    SIGNAL = "signal"
    END_OF_DATA = "end_of_data"

    @property
    def code(self) -> int:
        """1 stop_loss, 2 take_profit, 3 signal, 4 end_of_data; 0 means no exit."""
        return _CODES[self]

    @classmethod
    def of_code(cls, code: int) -> "ExitReason":
        """The reason of a code in 1..4; KeyError for any other number."""
        return _REASONS[code]


_CODES = {reason: code for code, reason in enumerate(ExitReason, start=1)}
_REASONS = {code: reason for reason, code in _CODES.items()}
