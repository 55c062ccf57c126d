"""Open times as files spell them: epoch numbers, ISO 8601, or dates of another form."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bot.candles import utc_index
from bot.domain.errors import DataError
from bot.market_data.files.dates import is_of_digits, times_of_dates, times_of_digits
from bot.market_data.files.epochs import epoch_times

_EPOCH = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_ROUNDED = re.compile(r"[-+]?(\d)(?:[.,](\d+))?[eE]\+?(\d+)")
_EXCEL_DIGITS = 7
"""Excel shows 1.70407E+12 for an epoch: what is behind is lost, and no time can be made of it."""
_HOUR_24 = re.compile(r"(?<=\d)([T ])24:00")
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d[T ]00:00(?::00(?:\.0+)?)? ?([-+]\d\d):?(\d\d)")


@dataclass(frozen=True, slots=True)
class SpelledTimes:
    """Aware UTC times, NaT where a value is none, and how they were spelled ("" for our own)."""

    times: pd.DatetimeIndex
    spelling: str


def parse_times(values: pd.Series, date_format: str | None = None) -> SpelledTimes:
    """Aware UTC times in the one form that fits them; see the guide's table of forms.

    Without an offset they are UTC. `date_format` says the order of dates that leave it open.
    Raises DataError where days and months cannot be told apart, epoch numbers were rounded, or no
    value is a time.
    """
    if isinstance(values.dtype, pd.DatetimeTZDtype) or values.dtype.kind == "M":
        return SpelledTimes(utc_index(pd.DatetimeIndex(values)), "")
    if pd.api.types.is_numeric_dtype(values.dtype) and values.dtype != bool:
        values = values.map(lambda value: "" if pd.isna(value) else str(int(value)))
    texts = np.array([str(value).strip() for value in values], dtype=object)
    return _of_texts(texts, date_format)


def _of_texts(texts: npt.NDArray[np.object_], date_format: str | None) -> SpelledTimes:
    _refuse_rounded(texts)
    is_number = np.array([_EPOCH.fullmatch(text) is not None for text in texts], bool)
    if is_number.any() and is_of_digits(texts[is_number]):
        times, spelling = times_of_digits(texts), "dates without separators"
    elif is_number.any():
        times, spelling = _of_mixed(texts, is_number, date_format), ""
    else:
        times, spelling = _of_words(texts, date_format)
    if len(texts) and times.isna().all():
        raise DataError(
            f"need times such as 2024-01-31T12:00Z or epoch numbers, the first was {texts[0]!r}"
        )
    return SpelledTimes(times, spelling)


def _of_mixed(
    texts: npt.NDArray[np.object_], is_number: npt.NDArray[np.bool_], date_format: str | None
) -> pd.DatetimeIndex:
    """Epoch numbers, and where a text is none, what else it may be."""
    out = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[us]")
    out[is_number] = epoch_times(_exact(texts[is_number])).tz_localize(None).to_numpy()
    if not is_number.all():
        others, _ = _of_words(texts[~is_number], date_format)
        out[~is_number] = others.tz_localize(None).to_numpy()
    return pd.DatetimeIndex(out, tz="UTC")


def _exact(texts: npt.NDArray[np.object_]) -> npt.NDArray[np.float64] | npt.NDArray[np.int64]:
    """Whole numbers where all are, since nanoseconds have more digits than a float holds."""
    convert: Callable[[str], int | float] = (
        int if all(t.lstrip("+-").isdecimal() and len(t) < 20 for t in texts) else float
    )
    try:
        return np.array([convert(text) for text in texts], np.int64 if convert is int else float)
    except OverflowError:
        return np.array([float(text) for text in texts])


def _refuse_rounded(texts: npt.NDArray[np.object_]) -> None:
    digits = [
        len(match[1]) + len((match[2] or "").rstrip("0"))
        for match in map(_ROUNDED.fullmatch, texts)
        if match is not None and int(match[3]) >= _EXCEL_DIGITS
    ]
    if len(digits) * 2 > len(texts) and max(digits) <= _EXCEL_DIGITS:
        raise DataError(
            f"need whole times, were rounded to {max(digits)} digits ({texts[0]!r}), as a"
            " spreadsheet shows long numbers: format the column as a number without decimals there"
            " and save again, or save the source's own file"
        )


def _of_words(
    texts: npt.NDArray[np.object_], date_format: str | None
) -> tuple[pd.DatetimeIndex, str]:
    """Dates in words; 24:00 is 00:00 of the next day."""
    at_24 = np.array([_HOUR_24.search(text) is not None for text in texts], bool)
    if not at_24.any():
        return _of_dates(texts, date_format)
    at_0 = np.array([_HOUR_24.sub(r"\g<1>00:00", text) for text in texts], dtype=object)
    times, spelling = _of_dates(at_0, date_format)
    return times + pd.to_timedelta(at_24.astype(np.int64), unit="D"), spelling


def _of_dates(
    texts: npt.NDArray[np.object_], date_format: str | None
) -> tuple[pd.DatetimeIndex, str]:
    if _are_midnights_of_a_zone(texts):
        dates = np.array([text[:10] for text in texts], dtype=object)
        return _of_iso(dates, "coerce"), "dates with an offset taken as those of sessions"
    try:
        return _of_iso(texts, "raise"), ""
    except ValueError:
        pass
    named = times_of_dates(texts, date_format)
    iso = _of_iso(texts, "coerce")
    if named is None or iso.notna().sum() >= named.times.notna().sum():
        return iso, ""
    return named.times, named.name


def _are_midnights_of_a_zone(texts: npt.NDArray[np.object_]) -> bool:
    """Are these dates of sessions, as pandas writes those of New York or London?"""
    if len(texts) < 2:
        return False
    matches = [_MIDNIGHT.fullmatch(text) for text in texts if text]
    zones = {match.groups() for match in matches if match is not None}
    return all(matches) and bool(zones - {("+00", "00"), ("-00", "00")})


def _of_iso(texts: npt.NDArray[np.object_], errors: str) -> pd.DatetimeIndex:
    bare = np.array([_without_utc(text) for text in texts], dtype=object)
    times = pd.to_datetime(bare, format="ISO8601", utc=True, errors=errors, cache=False)
    return pd.DatetimeIndex(times).as_unit("us")


def _without_utc(text: str) -> str:
    return text[:-4].rstrip() if text[-4:] in (" UTC", " GMT") else text
