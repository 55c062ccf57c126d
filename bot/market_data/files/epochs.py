"""Epoch numbers as times: seconds, milliseconds, microseconds, nanoseconds by their size."""

import numpy as np
import numpy.typing as npt
import pandas as pd

_LATEST_SECONDS = 7_258_118_400
"""Seconds since 1970 of the year 2200, beyond which no number is seconds; finer units alike."""
_TO_MICROSECONDS = (1_000_000.0, 1_000.0, 1.0, 0.001)
_LONGEST_STEP_SECONDS = 45 * 86_400
_NOT_A_TIME = np.iinfo(np.int64).min

EpochNumbers = npt.NDArray[np.float64] | npt.NDArray[np.int64]
Micros = npt.NDArray[np.int64]


def epoch_times(numbers: EpochNumbers) -> pd.DatetimeIndex:
    """Aware UTC times of epoch numbers, NaT where one is no time.

    Each number is read in the coarsest unit that puts it before 2200. Files change from
    milliseconds to microseconds within themselves; near 1970 numbers of a fine unit are small,
    though, so that the rows are read in the finest unit among them where that leaves less time
    between the first and the last, or where they would be further than 45 days apart.
    """
    sizes = np.abs(numbers)
    finite = np.isfinite(sizes) & (sizes < _LATEST_SECONDS * 1e9)
    if not finite.any():
        return _index(np.full(len(numbers), _NOT_A_TIME, np.int64))
    finest, coarsest = _unit(sizes[finite].max()), _unit(sizes[finite].min())
    times = _in_unit(numbers, finest, finite)
    if finest != coarsest:
        each = np.full(len(numbers), _NOT_A_TIME, np.int64)
        for unit in range(len(_TO_MICROSECONDS)):
            mine = finite & (sizes < _LATEST_SECONDS * 1e3**unit)
            mine &= sizes >= (_LATEST_SECONDS * 1e3 ** (unit - 1) if unit else 0)
            each[mine] = _in_unit(numbers, unit, mine)[mine]
        times = times if _span(times[finite]) <= _span(each[finite]) else each
    elif finest + 1 < len(_TO_MICROSECONDS) and _is_too_coarse(times[finite]):
        times = _in_unit(numbers, finest + 1, finite)
    return _index(times)


def _unit(size: float) -> int:
    return next(unit for unit in range(4) if size < _LATEST_SECONDS * 1e3**unit)


def _in_unit(numbers: EpochNumbers, unit: int, usable: npt.NDArray[np.bool_]) -> Micros:
    factor = _TO_MICROSECONDS[unit]
    out = np.full(len(numbers), _NOT_A_TIME, np.int64)
    if numbers.dtype == np.int64 and factor >= 1:
        out[usable] = numbers[usable].astype(np.int64) * np.int64(factor)
    else:
        out[usable] = np.rint(numbers[usable] * factor).astype(np.int64)
    return out


def _span(times: Micros) -> float:
    return float(times.max()) - float(times.min())


def _is_too_coarse(times: Micros) -> bool:
    steps = np.abs(np.diff(times[:100]))
    return bool(steps.size) and float(np.median(steps)) > _LONGEST_STEP_SECONDS * 1e6


def _index(times: Micros) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(times.view("datetime64[us]"), tz="UTC")
