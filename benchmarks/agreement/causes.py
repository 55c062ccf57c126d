"""How the fills of a peer differ from ours: each a rule that the slow fills can follow."""

from enum import Enum


class Cause(Enum):
    """One rule in which a peer differs; the value is its letter in the table."""

    UNGUARDED_ENTRY = "a"
    REFUSED_BRACKET = "b"
    STOP_BEFORE_OPEN = "c"
    SIGNAL_FIRST = "d"
    SIGNAL_LAST = "e"
    EXIT_WITHOUT_SLIPPAGE = "f"
    TARGET_SLIPS = "g"
    END_AT_LAST_OPEN = "h"
    END_LEFT_OPEN = "i"

    @property
    def words(self) -> str:
        """What the peer does."""
        return _WORDS[self]


_WORDS = {
    Cause.UNGUARDED_ENTRY: "stop and target are looked at from the candle after the entry on",
    Cause.REFUSED_BRACKET: (
        "a stop and target that do not enclose the close before a gap are refused with the order,"
        " so they wait for the candle after the entry"
    ),
    Cause.STOP_BEFORE_OPEN: (
        "a candle that opens beyond the target and touches the stop later fills the stop"
    ),
    Cause.SIGNAL_FIRST: (
        "an opposite decision closes, and enters anew, before an open beyond stop or target fills"
    ),
    Cause.SIGNAL_LAST: (
        "a stop or target touched anywhere in a candle fills before the signal at its open"
    ),
    Cause.EXIT_WITHOUT_SLIPPAGE: "slippage worsens entries only",
    Cause.TARGET_SLIPS: "slippage worsens the target as well",
    Cause.END_AT_LAST_OPEN: "what is open at the end is closed at the open of the last candle",
    Cause.END_LEFT_OPEN: "what is open at the end is marked at the last close, without exit costs",
}

BACKTESTING = frozenset(
    {
        Cause.REFUSED_BRACKET,
        Cause.STOP_BEFORE_OPEN,
        Cause.SIGNAL_FIRST,
        Cause.EXIT_WITHOUT_SLIPPAGE,
        Cause.END_AT_LAST_OPEN,
    }
)
"""backtesting.py 0.6, configured as `backtesting_fills` does."""

VECTORBT = frozenset(
    {
        Cause.UNGUARDED_ENTRY,
        Cause.STOP_BEFORE_OPEN,
        Cause.SIGNAL_LAST,
        Cause.TARGET_SLIPS,
        Cause.END_LEFT_OPEN,
    }
)
"""vectorbt 1.2, configured as `vectorbt_fills` does."""

NONE: frozenset[Cause] = frozenset()
"""Our own fills."""
