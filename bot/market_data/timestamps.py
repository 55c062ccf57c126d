"""Open times as files spell them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

# From which size on a number counts as epoch seconds, milliseconds, microseconds, nanoseconds:
# seconds reach from 1973 to 5138, and each finer unit from 1973 on as well.
_SMALLEST_SECONDS = 10**8
_STEP = 1000
_NOT_A_TIME = np.iinfo(np.int64).min

# "2017-08-17T04:00:00Z" and one byte more, so that a longer text is seen to be longer.
PLAIN_UTC_BYTES = "S21"


def parse_times(values: pd.Series) -> pd.DatetimeIndex:
    """Aware UTC times of ISO 8601 texts or epoch numbers, NaT where a value is neither.

    ISO without an offset is UTC. Numbers are seconds, milliseconds, microseconds or nanoseconds,
    told apart one by one by their size; below 100,000,000 they are no time.
    """
    if values.dtype == bool:  # every row said true or false
        values = values.astype("str")
    if pd.api.types.is_numeric_dtype(values.dtype):
        return _of_numbers(values.to_numpy())
    if values.dtype == object:  # numbers too large for 64 bits, and rows read as they came
        values = values.astype("str")
    texts = values.to_numpy(dtype=object)
    try:
        return pd.DatetimeIndex(pd.to_datetime(texts, format="ISO8601", utc=True, cache=False))
    except ValueError:
        return _of_mixed(texts)


def _of_mixed(texts: npt.NDArray[np.object_]) -> pd.DatetimeIndex:
    numbers = pd.to_numeric(pd.Series(texts), errors="coerce").to_numpy(dtype=np.float64)
    times = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce", cache=False)
    microseconds = pd.DatetimeIndex(times).as_unit("us")
    return microseconds.where(np.isnan(numbers), _of_numbers(numbers))


def _of_numbers(numbers: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> pd.DatetimeIndex:
    out = np.full(len(numbers), _NOT_A_TIME, dtype=np.int64)
    for power, to_microseconds in enumerate((1e6, 1e3, 1.0, 1e-3)):
        smallest = _SMALLEST_SECONDS * _STEP**power
        fits = (numbers >= smallest) & (numbers < smallest * _STEP)
        out[fits] = np.rint(numbers[fits] * to_microseconds).astype(np.int64)
    return pd.DatetimeIndex(out.view("datetime64[us]"), tz="UTC")


def is_plain_utc(text: str) -> bool:
    """Is it spelled like 2017-08-17T04:00:00Z, the form that `parse_plain_utc` reads fastest?"""
    return len(text) == 20 and text.endswith("Z")


def parse_plain_utc(values: pd.Series) -> pd.DatetimeIndex:
    """Aware UTC times of PLAIN_UTC_BYTES texts; ValueError unless every one is plain UTC."""
    texts = values.to_numpy(dtype=PLAIN_UTC_BYTES)
    ends = texts.view("S1").reshape(-1, 21)[:, 19:]
    colons = texts.view("S1").reshape(-1, 21)[:, [13, 16]] == b":"  # an offset has none there
    if not (((ends[:, 0] == b"Z") & (ends[:, 1] == b"")).all() and colons.all()):
        raise ValueError("a time is spelled otherwise")
    return pd.DatetimeIndex(texts.astype("S19").astype("datetime64[us]"), tz="UTC")
