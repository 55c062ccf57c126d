"""Times and decimal numbers as bytes spell them, compiled: eight bytes are looked at together.

At least PADDING bytes must follow whatever is looked at. A place of -1 says: spelled otherwise.
"""

import numpy as np
from numpy.typing import NDArray

from bot.compiled import compiled

Bytes = NDArray[np.uint8]

PADDING = 32
NEWLINE, RETURN, COMMA, QUOTE, SPACE, DELETE = 10, 13, 44, 34, 32, 127
_MINUS, _PLUS, _POINT, _ZERO, _COLON, _T, _Z = 45, 43, 46, 48, 58, 84, 90
_U1, _U8 = np.uint64(1), np.uint64(8)
_U4, _U5, _U6, _U7, _U16, _U32, _U56 = (np.uint64(n) for n in (4, 5, 6, 7, 16, 32, 56))
_ONES = np.uint64(0x0101010101010101)
_HIGH_HALVES = np.uint64(0xF0F0F0F0F0F0F0F0)
_LOW_HALVES = np.uint64(0x0F0F0F0F0F0F0F0F)
_ZEROS = np.uint64(0x3030303030303030)
_SIXES = np.uint64(0x0606060606060606)
_PAIRS, _FOURS = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF)
_JOIN_TWO, _JOIN_FOUR, _JOIN_EIGHT = (
    np.uint64(n) for n in (1 + (10 << 8), 1 + (100 << 16), 1 + (10_000 << 32))
)
_WHOLE_POWERS = 10 ** np.arange(9)
_POWERS = 10.0 ** np.arange(23)
_EXACT = 2**53
"""Mantissas up to here and powers of ten up to 22 are whole as floats: one division rounds once."""
MOST_DIGITS = 18
_DAYS_BEFORE = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365])
_DAYS_TO_1970 = 719_162
NO_NUMBER = -(2**40)


@compiled
def eight_bytes(data: Bytes, at: int) -> np.uint64:
    """The bytes from `at` on as one number, the first the lowest: one instruction."""
    first = np.uint64(at)
    word = np.uint64(0)
    for k in range(8):
        word |= np.uint64(data[first + np.uint64(k)]) << (np.uint64(k) * _U8)
    return word


@compiled
def _leading_digits(word: np.uint64) -> np.uint64:
    """How many of the eight bytes are digits before the first that is none."""
    other = (word & _HIGH_HALVES) ^ _ZEROS
    other |= ((word + _SIXES) & _HIGH_HALVES) ^ _ZEROS
    marks = ((other >> _U4) | (other >> _U5) | (other >> _U6) | (other >> _U7)) & _ONES
    below = (marks & (~marks + _U1)) - _U1
    return ((below & _ONES) * _ONES) >> _U56


@compiled
def digits(data: Bytes, at: int, value: int) -> tuple[int, int]:
    """`value` with the digits at `at` put behind it, and where they end."""
    while True:
        word = eight_bytes(data, at)
        count = _leading_digits(word)
        if count == 0:
            return value, at
        word <<= (_U8 - count) * _U8
        word = ((word & _LOW_HALVES) * _JOIN_TWO) >> _U8
        word = ((word & _PAIRS) * _JOIN_FOUR) >> _U16
        word = ((word & _FOURS) * _JOIN_EIGHT) >> _U32
        value = int(value * _WHOLE_POWERS[count] + np.int64(word))
        at = int(at + np.int64(count))
        if count < 8:
            return value, at


@compiled
def number(data: Bytes, at: int) -> tuple[float, int]:
    """The decimal number at `at`, correctly rounded, and where it ends.

    Digits, and a point with digits behind it if any; no exponent, at most MOST_DIGITS.
    """
    negative = data[at] == _MINUS
    begin = at + negative
    whole, end = digits(data, begin, 0)
    length, decimals = end - begin, 0
    if data[end] == _POINT:
        begin = end + 1
        whole, end = digits(data, begin, whole)
        decimals = end - begin
    if length < 1 or length + decimals > MOST_DIGITS or whole > _EXACT:
        return 0.0, -1
    value = whole / _POWERS[decimals]
    return -value if negative else value, end


@compiled
def _two(data: Bytes, at: int) -> int:
    """The number that two digits make; NO_NUMBER where they are none."""
    first = np.uint64(at)
    tens, ones = np.int64(data[first]) - _ZERO, np.int64(data[first + _U1]) - _ZERO
    return int(tens * 10 + ones) if 0 <= tens <= 9 and 0 <= ones <= 9 else NO_NUMBER


@compiled
def _date(data: Bytes, at: int) -> int:
    """Days since 1970 of YYYY-MM-DD; NO_NUMBER where that is no date."""
    year = _two(data, at) * 100 + _two(data, at + 2)
    month, day = _two(data, at + 5), _two(data, at + 8)
    if data[at + 4] != _MINUS or data[at + 7] != _MINUS or year < 1 or not 1 <= month <= 12:
        return NO_NUMBER
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if not 1 <= day <= _DAYS_BEFORE[month] - _DAYS_BEFORE[month - 1] + (leap and month == 2):
        return NO_NUMBER
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return int(days + _DAYS_BEFORE[month - 1] + (leap and month > 2) + day - 1 - _DAYS_TO_1970)


@compiled
def hour_of(data: Bytes, at: int) -> int:
    """Seconds since 1970 of YYYY-MM-DD HH: (or T before HH); NO_NUMBER for another text."""
    days, hour = _date(data, at), _two(data, at + 11)
    parted = (data[at + 10] == _T or data[at + 10] == SPACE) and data[at + 13] == _COLON
    return (
        (days * 24 + hour) * 3600 if parted and days != NO_NUMBER and 0 <= hour < 24 else NO_NUMBER
    )


@compiled
def minute_of(data: Bytes, at: int) -> tuple[int, int]:
    """Seconds of MM:SS with Z, +00:00 or nothing behind, and where it ends."""
    minute, second = _two(data, at), _two(data, at + 3)
    if data[at + 2] != _COLON or not (0 <= minute < 60 and 0 <= second < 60):
        return 0, -1
    end = at + 5
    if data[end] == _Z:
        end += 1
    elif data[end] == _PLUS:
        if _two(data, end + 1) != 0 or data[end + 3] != _COLON or _two(data, end + 4) != 0:
            return 0, -1
        end += 6
    return minute * 60 + second, end
