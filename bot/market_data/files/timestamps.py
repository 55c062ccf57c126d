"""Open times as files spell them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

# From which size on a number counts as epoch seconds, milliseconds, microseconds, nanoseconds:
# seconds reach from 1973 to 5138, and each finer unit from 1973 on as well.
_SMALLEST_SECONDS = 10**8
_STEP = 1000
_NOT_A_TIME = np.iinfo(np.int64).min


def parse_times(values: pd.Series) -> pd.DatetimeIndex:
    """Aware UTC times of ISO 8601 texts or epoch numbers, NaT where a value is neither.

    ISO without an offset is UTC. Numbers are seconds, milliseconds, microseconds or nanoseconds,
    told apart one by one by their size; below 100,000,000 they are no time.
    """
    if values.dtype == bool:  # every row said true or false
        values = values.astype("str")
    if pd.api.types.is_numeric_dtype(values.dtype):
        return epoch_times(values.to_numpy())
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
    return microseconds.where(np.isnan(numbers), epoch_times(numbers))


def epoch_times(numbers: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> pd.DatetimeIndex:
    """Aware UTC times of epoch numbers, NaT where one is no time; see `parse_times`."""
    out = np.full(len(numbers), _NOT_A_TIME, dtype=np.int64)
    for power, to_microseconds in enumerate((1e6, 1e3, 1.0, 1e-3)):
        smallest = _SMALLEST_SECONDS * _STEP**power
        fits = (numbers >= smallest) & (numbers < smallest * _STEP)
        out[fits] = np.rint(numbers[fits] * to_microseconds).astype(np.int64)
    return pd.DatetimeIndex(out.view("datetime64[us]"), tz="UTC")
