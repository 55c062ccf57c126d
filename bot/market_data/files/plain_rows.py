"""The rows of a plain candles table, from bytes to numbers, compiled.

Plain is what nearly every file is: the same fields in every row, ISO times or whole epoch numbers,
decimal numbers without an exponent, no quotes. Anything else is refused here and read elsewhere, so
a value that is accepted is the one that any exact reader finds.
"""

import numpy as np

from bot.arrays import FloatArray, IntArray
from bot.compiled import compiled
from bot.market_data.files.plain_fields import (
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

IGNORED, ISO_TIME, EPOCH_NUMBER = -3, -2, -1
"""What a field is for; from 0 on, the row of the numbers that it belongs to."""
_MINUTE = len("2024-01-31T13:")
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
def _microseconds(data: Bytes, at: int, hour: int) -> tuple[int, int]:
    """Since 1970, from the minute at `at` of the hour; and where the time ends."""
    seconds, end = minute_of(data, at)
    return (hour + seconds) * 1_000_000, -1 if hour == NO_NUMBER else end


@compiled
def _whole_number(data: Bytes, at: int) -> tuple[int, int]:
    value, end = digits(data, at, 0)
    return value, end if 0 < end - at <= MOST_DIGITS else -1


@compiled
def _behind(data: Bytes, at: int, last: bool) -> int:
    """Where the next field begins, -1 unless this one ends at `at` with what must be there."""
    if at < 0:
        return -1
    if not last:
        return at + 1 if data[at] == COMMA else -1
    at += data[at] == RETURN
    return at + 1 if data[at] == NEWLINE else -1


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
                if first != date or second != day_and_hour:  # most minutes share their hour
                    date, day_and_hour, hour = first, second, hour_of(data, at)
                times[row], at = _microseconds(data, at + _MINUTE, hour)
            elif use == EPOCH_NUMBER:
                times[row], at = _whole_number(data, at)
            else:
                at = _skipped(data, at)
            at = _behind(data, at, field + 1 == uses.size)
            if at < 0:
                return -1
        row += 1
    return row
