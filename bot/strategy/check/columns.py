"""Candle arrays cut, copied and joined column by column, whichever columns they have."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.candles import CandleArrays

Column = NDArray[Any]


def columns_of(candles: CandleArrays) -> dict[str, Column]:
    """The arrays by name, open_time first."""
    every = {field.name: getattr(candles, field.name) for field in fields(candles)}
    return {name: value for name, value in every.items() if isinstance(value, np.ndarray)}


def with_columns(candles: CandleArrays, columns: Mapping[str, Column]) -> CandleArrays:
    """The candles with these columns in place of their own."""
    changes: dict[str, Any] = dict(columns)
    return replace(candles, **changes)


def cut(candles: CandleArrays, first: int, stop: int) -> CandleArrays:
    """Candles first..stop-1 in memory of their own."""
    columns = columns_of(candles)
    return with_columns(
        candles, {name: column[first:stop].copy() for name, column in columns.items()}
    )


def differing_column(candles: CandleArrays, other: CandleArrays) -> str | None:
    """The first column that is not the same bit for bit (any NaN equals any), None for none."""
    others = columns_of(other)
    for name, column in columns_of(candles).items():
        if not np.array_equal(column, others[name], equal_nan=column.dtype.kind == "f"):
            return name
    return None
