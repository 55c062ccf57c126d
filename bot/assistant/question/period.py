"""The time that a question is about, in whole UTC days, weeks (from Monday) and months."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)
_UNITS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000}
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "couple": 2, "few": 3}
_MOST_UNITS = 10_000
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` on and before `end`, both aware UTC; `name` says it in words."""

    name: str
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether the moment is inside."""
        return self.start <= moment < self.end


def period_in(words: str, now: datetime) -> Period | None:
    """The first period that a question names, up to `now` where it still runs; None for none."""
    now = now.astimezone(UTC)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for pattern, make in _FORMS:
        match = re.search(pattern, words)
        period = None if match is None else make(match, today, now)
        if period is not None:
            return period
    return None


Make = Callable[["re.Match[str]", datetime, datetime], Period | None]


def _period(name: str, start: datetime, end: datetime) -> Period:
    return Period(name=name, start=start, end=end)


def _dated(match: "re.Match[str]", today: datetime, now: datetime) -> Period | None:
    try:
        day = datetime(*(int(part) for part in match.groups()), tzinfo=UTC)  # type: ignore[arg-type,misc]
        following = day + DAY
    except (ValueError, OverflowError):
        return None
    return _period(f"on {day:%Y-%m-%d}", day, min(following, max(now, day)))


def _week(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    monday = today - today.weekday() * DAY
    if match[1] in ("last", "previous", "letzte"):
        return _period("last week", monday - 7 * DAY, monday)
    return _period("this week", monday, now)


def _month(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    first = today.replace(day=1)
    if match[1] in ("last", "previous"):
        return _period("last month", (first - DAY).replace(day=1), first)
    return _period("this month", first, now)


def _year(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    first = today.replace(month=1, day=1)
    if match[1] in ("last", "previous"):
        return _period("last year", first.replace(year=first.year - 1), first)
    return _period("this year", first, now)


def _numbered_year(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    start = datetime(int(match[1]), 1, 1, tzinfo=UTC)
    following = start.replace(year=start.year + 1)
    return _period(f"in {start.year}", start, min(following, max(now, start)))


def _rolling(match: "re.Match[str]", today: datetime, now: datetime) -> Period | None:
    counted = match[1] or "1"
    count = int(counted) if counted.isdecimal() else _NUMBERS[counted]
    if not 1 <= count <= _MOST_UNITS:
        return None
    seconds = count * _UNITS[match[2]]
    unit = match[2] if count == 1 else f"{match[2]}s"
    start = max(now - timedelta(seconds=seconds), datetime(1970, 1, 1, tzinfo=UTC))
    return _period(f"in the last {count} {unit}", start, now)


def _weekday(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    back = (today.weekday() - _WEEKDAYS.index(match[2])) % 7
    start = today - back * DAY
    if match[1] == "since":
        return _period(f"since {match[2].capitalize()}", start, now)
    return _period(f"on {match[2].capitalize()} {start:%Y-%m-%d}", start, min(start + DAY, now))


def _named_month(match: "re.Match[str]", today: datetime, now: datetime) -> Period:
    number = _MONTHS.index(match[1]) + 1
    start = today.replace(year=today.year - (number > today.month), month=number, day=1)
    following = (start + 31 * DAY).replace(day=1)
    return _period(f"in {start:%B %Y}", start, min(following, now))


_COUNT = r"(\d{1,5}|" + "|".join(_NUMBERS) + ")"
_FORMS: tuple[tuple[str, Make], ...] = (
    (r"\b(\d{4}) (\d{1,2}) (\d{1,2})\b", _dated),
    (r"\bday before yesterday\b", lambda _, t, n: _period("two days ago", t - 2 * DAY, t - DAY)),
    (r"\bsince yesterday\b", lambda _, t, n: _period("since yesterday", t - DAY, n)),
    (r"\byesterday\b|\bgestern\b", lambda _, t, n: _period("yesterday", t - DAY, t)),
    (
        r"\btoday\b|\bso far this day\b|\bthis morning\b|\bheute\b"
        r"|\bdaily (?:report|summary|recap|results?|pnl)\b",
        lambda _, t, n: _period("today", t, n),
    ),
    (rf"\b(?:last|past|previous) {_COUNT} (minute|hour|day|week|month)s?\b", _rolling),
    (r"\b(?:last|past) ()(minute|hour|day)\b", _rolling),
    (r"\bpast ()(week|month)\b", _rolling),
    (r"\b(this|last|previous|the|my) week\b", _week),
    (r"\b(weekly)\b", _week),
    (r"\b(monthly)\b", _month),
    (r"\b(diese|letzte)[rn]? woche\b", _week),
    (r"\b(this|last|previous|the) month\b", _month),
    (r"\b(?:in|of|year|during) ((?:19|20)\d\d)\b", _numbered_year),
    (r"\b(this|last|previous|the) year\b", _year),
    (rf"\b(on|since|last|this)? ?({'|'.join(_WEEKDAYS)})\b", _weekday),
    (rf"\b(?:in|during|of|did|was) ({'|'.join(_MONTHS)})\b", _named_month),
)
"""Each form of words with what it means; the first that is there holds."""
