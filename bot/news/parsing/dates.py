"""The dates of feeds, in all the forms that are met, as aware UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_ZONES: dict[str, float] = {
    "": 0, "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5,
    "cet": 1, "cest": 2, "met": 1, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "sast": 2,
    "pkt": 5, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9,
    "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "ast": -4, "adt": -3,
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6,
    "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
"""Hours ahead of UTC of the names that feeds write; one that nobody knows is taken for UTC."""
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEKDAY = r"(?:[a-z]{3,9}(?:\.?,\s*|\.?\s+))?"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_HALF = r"(?:\s*(?P<half>[ap])\.?m\.?)?"
_ZONE = (
    r"(?:\s*\(?(?P<zone>(?:utc|gmt|etc/)?\s?[+-]\d{1,2}:?\d{0,2}|[a-z]{1,5})\)?)?(?:\s*\([^)]*\))?"
)
_TIME = rf"(?:[,\s]+(?:at\s+|-\s+|\|\s+)?{_CLOCK}{_HALF}{_ZONE})?"
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})[\s-]+(?P<month>[a-z]{{3,9}})\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        rf"(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        rf"(?P<month>[a-z]{{3}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",
    )
)
_ISO = re.compile(
    r"(?P<date>\d{4}[-/]?\d{2}[-/]?\d{2})"
    r"(?:[T\s]+(?P<clock>\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s*(?P<zone>z|[+-]\d{2}:?\d{0,2}|[a-z]{2,5})?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{10}|\d{13}")
_LONGEST = 100
_END_OF_DAY = time(23, 59, 59)


def moment_of(text: str) -> datetime | None:
    """The moment that a feed's date says, aware UTC; None for a form that nobody knows.

    A time without a zone is UTC. A date without a time is the end of its day: the item came at
    some time of it, and no backtest may know it before. Which number of 01/03/2024 is the month
    cannot be known, so that such a date says nothing.
    """
    words = " ".join(text[:_LONGEST].split())
    try:
        return _from_epoch(words) or _from_iso(words) or _from_words(words)
    except (ValueError, OverflowError):  # the 31st of February, the year 0
        return None


def _from_epoch(words: str) -> datetime | None:
    if _EPOCH.fullmatch(words) is None:
        return None
    return datetime.fromtimestamp(int(words[:10]), UTC)


def _from_iso(words: str) -> datetime | None:
    match = _ISO.fullmatch(words)
    if match is None:
        return None
    day = date.fromisoformat(match["date"].replace("/", "-"))
    if match["clock"] is None:
        return datetime.combine(day, _END_OF_DAY, UTC)
    clock = time.fromisoformat(match["clock"].replace(",", ".")).replace(microsecond=0)
    return datetime.combine(day, clock, _zone(match["zone"])).astimezone(UTC)


def _from_words(words: str) -> datetime | None:
    for form in _FORMS:
        match = form.fullmatch(words)
        month = None if match is None else _MONTHS.get(match["month"][:3].lower())
        if match is not None and month is not None:
            day = date(_year(match["year"]), month, int(match["day"]))
            if match["hour"] is None:
                return datetime.combine(day, _END_OF_DAY, UTC)
            return datetime.combine(day, _clock(match), _zone(match["zone"])).astimezone(UTC)
    return None


def _year(digits: str) -> int:
    """Two digits below 70 are of this century, as POSIX reads them."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


def _clock(match: re.Match[str]) -> time:
    hour, half = int(match["hour"]), match.groupdict().get("half")
    if half is not None:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return time(hour, int(match["minute"]), min(int(match["second"] or 0), 59))


def _zone(name: str | None) -> timezone:
    words = (name or "").lower().replace(" ", "")
    sign = max(words.find("+"), words.find("-"))
    if sign < 0:
        return timezone(timedelta(hours=_ZONES.get(words, 0)))
    digits = words[sign + 1 :].replace(":", "")
    digits = f"{digits:0>2}00" if len(digits) <= 2 else f"{digits:0>4}"
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if words[sign] == "-" else minutes))
