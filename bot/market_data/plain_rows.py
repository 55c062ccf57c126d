"""The rows of a plain candles table, from bytes to numbers, compiled.

Plain is what nearly every file is: the same fields in every row, ISO times or whole epoch numbers,
decimal numbers without an exponent, no quotes. Anything else is refused here and read elsewhere, so
a value that is accepted is the one that any exact reader finds.
"""

import numpy as np
from numpy.typing import NDArray

from bot.market_data.plain_fields import (
    COMMA,
    DELETE,
    MOST_DIGITS,
    NEWLINE,
    NO_NUMBER,
    QUOTE,
    RETURN,
    SPACE,
    Bytes,
    digits,
    eight_bytes,
    hour_of,
    minute_of,
    number,
)
from bot.rules.candle_arrays import FloatArray
from bot.rules.compiled import compiled

IntArray = NDArray[np.int64]

IGNORED, ISO_TIME, EPOCH_NUMBER = -3, -2, -1
"""What a field is for; from 0 on, the row of the numbers that it belongs to."""
_UNTIL_THE_MINUTE = np.uint64(0xFFFFFFFFFFFF)


@compiled
def count_lines(data: Bytes) -> int:
    """How many line ends there are."""
    count = 0
    for byte in data:
        count += byte == NEWLINE
    return count


@compiled
def _skipped(data: Bytes, at: int) -> int:
    """Where the ignored field at `at` ends: plain text only, -1 where something else is in it."""
    while data[at] != COMMA and data[at] != NEWLINE and data[at] != RETURN:
        if data[at] < SPACE or data[at] >= DELETE or data[at] == QUOTE:
            return -1
        at += 1
    return at


@compiled
def read_rows(
    data: Bytes,
    begin: int,
    end: int,
    uses: IntArray,
    times: IntArray,
    numbers: FloatArray,
    row: int,
) -> int:
    """Read the rows of bytes [begin, end), which end with a line end; PADDING bytes follow.

    `uses[f]` says what field f is for. `times` takes microseconds since 1970 (ISO_TIME) or what
    stands there (EPOCH_NUMBER), `numbers` (shape: fields, rows) the others, from `row` on. Returns
    the row behind the last one, or -1 where one is not plain: the arrays are of no use then.
    """
    at = begin
    date, day_and_hour, hour = np.uint64(0), np.uint64(0), 0
    while at < end:
        for field in range(uses.size):
            use = uses[field]
            if use >= 0:
                numbers[use, row], at = number(data, at)
            elif use == ISO_TIME:
                first, second = eight_bytes(data, at), eight_bytes(data, at + 8) & _UNTIL_THE_MINUTE
                if first != date or second != day_and_hour:
                    date, day_and_hour, hour = first, second, hour_of(data, at)
                seconds, at = minute_of(data, at + 14)
                if hour == NO_NUMBER:
                    return -1
                times[row] = (hour + seconds) * 1_000_000
            elif use == EPOCH_NUMBER:
                begin = at
                times[row], at = digits(data, at, 0)
                if not 0 < at - begin <= MOST_DIGITS:
                    return -1
            else:
                at = _skipped(data, at)
            if at < 0:
                return -1
            if field + 1 < uses.size:
                if data[at] != COMMA:
                    return -1
                at += 1
        at += data[at] == RETURN
        if data[at] != NEWLINE:
            return -1
        at += 1
        row += 1
    return row
