"""Dates that are not ISO 8601: one visible table of forms, and which order day and month have."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.domain import DAY_FIRST, MONTH_FIRST
from bot.domain.errors import DataError

Texts = npt.NDArray[np.object_]

_CLOCK = (
    r"(?:[T ,]+(?P<H>\d{1,2})(?::?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:\.(?P<f>\d{1,9}))?)?)?"
    r"[ -]?(?P<half>[AaPp][Mm])?)?(?: ?(?P<zone>Z|(?:UTC|GMT)?(?:[-+]\d{2}:?\d{2})?))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class DateForm:
    """How a date is written; the groups y, m, d, or a and b where their order is open."""

    name: str
    date: str


DATE_FORMS = (
    DateForm("yyyy-mm-dd", r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    DateForm("yyyy.mm.dd", r"(?P<y>\d{4})\.(?P<m>\d{1,2})\.(?P<d>\d{1,2})"),
    DateForm("yyyy/mm/dd", r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    DateForm("yyyymmdd", r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    DateForm("dd.mm.yyyy", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
    DateForm("dd mon yyyy", r"(?P<d>\d{1,2})[ -](?P<mon>[A-Za-z]{3})[a-z]*[ -](?P<y>\d{4})"),
    DateForm("mon dd, yyyy", r"(?P<mon>[A-Za-z]{3})[a-z]* (?P<d>\d{1,2}),? (?P<y>\d{4})"),
    DateForm("", r"(?P<a>\d{1,2})(?P<part>[/-])(?P<b>\d{1,2})(?P=part)(?P<y>\d{4})"),
)
_DIGITS = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class NamedTimes:
    """Aware UTC times, NaT where a text is none, and the form's name."""

    times: pd.DatetimeIndex
    name: str


def times_of_dates(texts: Texts, date_format: str | None) -> NamedTimes | None:
    """The times in the form of the table that fits most texts; None where none fits any.

    DataError where nothing says which of two numbers is the day.
    """
    forms = [(form, re.compile(form.date + _CLOCK)) for form in DATE_FORMS]
    sample = [text for text in texts[:200] if text]
    fits = [sum(pattern.fullmatch(text) is not None for text in sample) for _, pattern in forms]
    best = int(np.argmax(fits))
    if not sample or not fits[best]:
        return None
    form, pattern = forms[best]
    matches = [pattern.fullmatch(text) for text in texts]
    order = form.name or _order(matches, date_format)
    day_first = order == DAY_FIRST
    return NamedTimes(_index([_moment(match, day_first=day_first) for match in matches]), order)


def is_of_digits(texts: Texts) -> bool:
    """Are all of them dates such as 20240131, 202401311200 or 20240131120000?"""
    return all(_of_digits(text) is not None for text in texts)


def times_of_digits(texts: Texts) -> pd.DatetimeIndex:
    """Times of such dates, NaT for another text."""
    return _index([_of_digits(text) for text in texts])


def _of_digits(text: str) -> np.datetime64 | None:
    match = _DIGITS.fullmatch(text)
    if match is None or not "1900" <= match["y"] < "2200":
        return None
    return _moment(match, day_first=False)


def _index(moments: list[np.datetime64 | None]) -> pd.DatetimeIndex:
    values = [np.datetime64("NaT") if moment is None else moment for moment in moments]
    return pd.DatetimeIndex(np.array(values, dtype="datetime64[us]"), tz="UTC")


def _order(matches: list[re.Match[str] | None], date_format: str | None) -> str:
    found = [match for match in matches if match is not None]
    first = any(int(match["a"]) > 12 for match in found)
    second = any(int(match["b"]) > 12 for match in found)
    shown = f"{found[0]['a']}{found[0]['part']}{found[0]['b']}{found[0]['part']}{found[0]['y']}"
    if first and second:
        raise DataError(
            f"need dates of one order, had days above 12 in both places (the first is {shown!r}):"
            f" {DAY_FIRST} by some, {MONTH_FIRST} by others"
        )
    proven = DAY_FIRST if first else MONTH_FIRST if second else None
    if proven and date_format and proven != date_format:
        raise DataError(f"need dates as {date_format}, a day above 12 shows that they are {proven}")
    if proven is None and date_format is None:
        raise DataError(
            f"need to know which number of {shown!r} is the day, no day above 12 says it:"
            f" name --date-format {DAY_FIRST} or {MONTH_FIRST} (the bot: CANDLES_DATE_FORMAT)"
        )
    return proven or date_format or DAY_FIRST


def _moment(match: re.Match[str] | None, *, day_first: bool) -> np.datetime64 | None:
    """The time of a match in UTC; None where it is none."""
    if match is None:
        return None
    parts = match.groupdict()
    month, day = _month_and_day(parts, day_first=day_first)
    hour = int(parts["H"] or 0)
    half = (parts.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    clock = f"{hour:02}:{parts['M'] or '00'}:{parts['S'] or '00'}"
    fraction = (parts.get("f") or "0")[:6].ljust(6, "0")
    try:
        text = f"{parts['y']}-{month:02}-{day:02}T{clock}.{fraction}"
        return np.datetime64(text, "us") - _offset(parts.get("zone") or "")
    except ValueError:
        return None


def _month_and_day(parts: dict[str, str | None], *, day_first: bool) -> tuple[int, int]:
    if parts.get("mon"):
        name = str(parts["mon"]).lower()
        return (_MONTHS.index(name) + 1 if name in _MONTHS else 0), int(parts["d"] or 0)
    if parts.get("a"):
        pair = int(parts["a"] or 0), int(parts["b"] or 0)
        return (pair[1], pair[0]) if day_first else pair
    return int(parts["m"] or 0), int(parts["d"] or 0)


def _offset(zone: str) -> np.timedelta64:
    digits = zone.lstrip("UTCGMZ").replace(":", "")
    if not digits:
        return np.timedelta64(0, "m")
    minutes = int(digits[1:3]) * 60 + int(digits[3:5])
    return np.timedelta64(-minutes if digits[0] == "-" else minutes, "m")
