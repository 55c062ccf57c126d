"""Numbers as people spell them: decimal points or commas, thousands, money signs, K and M."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bot.arrays import FloatArray
from bot.domain.errors import DataError

_AFFIXES = re.compile(r"^([-+]?)\s*[$€£¥₹]?\s*(.*?)\s*[$€£¥₹]?$", re.DOTALL)
_BLANKS = re.compile(r"(?<=\d)[\u00a0\u202f' ](?=\d{3}(?!\d))")
_FACTORS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_POINT = re.compile(r"[-+]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][-+]?\d+)?")
_COMMA = re.compile(r"[-+]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][-+]?\d+)?")
_MANY = 10
"""A spelling holds where it fits ten times as many values as the other one does."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The columns as numbers, NaN where a text is none, and whether commas part the decimals."""

    columns: list[FloatArray]
    have_decimal_commas: bool


def numbers_of(columns: Sequence[pd.Series]) -> Numbers:
    """All columns by one spelling, since a file has one.

    Raises DataError where commas or points may part decimals or thousands, with both readings.
    """
    plain = [_plain(column) for column in columns]
    if all(column is not None for column in plain):
        return Numbers([column for column in plain if column is not None], False)
    texts = [[_bare(value) for value in column] for column in columns]
    commas = _has_decimal_commas({text for column in texts for text in column})
    spelling = _COMMA if commas else _POINT
    return Numbers(
        [np.array([_number(text, spelling, commas=commas) for text in c]) for c in texts], commas
    )


def _plain(column: pd.Series) -> FloatArray | None:
    """The column where each value is a number as programs write it, or missing; otherwise None."""
    if pd.api.types.is_numeric_dtype(column.dtype) and column.dtype != bool:
        typed: FloatArray = column.to_numpy(np.float64, na_value=np.nan)
        return typed
    values = column.to_numpy(dtype=object)
    try:
        numbers = np.where(values == "", "nan", values).astype(np.float64)
    except (ValueError, TypeError):
        return None
    has_scores = any("_" in value for value in values if isinstance(value, str))
    return None if has_scores else numbers


def _bare(value: object) -> str:
    text = str(value).strip()
    sign, rest = _AFFIXES.fullmatch(text).groups() if text else ("", "")  # type: ignore[union-attr]
    return _BLANKS.sub("", sign + rest)


def _has_decimal_commas(texts: set[str]) -> bool:
    cores = {text[:-1] if text[-1:].lower() in _FACTORS else text for text in texts}
    pointed = {t for t in cores if _POINT.fullmatch(t)}
    with_comma = {t for t in cores if _COMMA.fullmatch(t)}
    only_point, only_comma = pointed - with_comma, with_comma - pointed
    if not any("," in text for text in cores) and not only_comma:
        return False
    if len(only_point) > _MANY * len(only_comma):
        return False
    if len(only_comma) > _MANY * len(only_point):
        return True
    shown = next(iter(sorted(t for t in pointed | with_comma if "," in t)), None)
    if shown is None:
        return False  # in neither spelling
    raise DataError(
        f"need numbers that can be read in one way: {shown!r} may have a decimal comma"
        f" ({shown.replace('.', '').replace(',', '.')}) or commas between thousands"
        f" ({shown.replace(',', '')}), and no other number says which: write decimal points"
    )


def _number(text: str, spelling: re.Pattern[str], *, commas: bool) -> float:
    factor = _FACTORS.get(text[-1:].lower(), 1.0)
    core = text[:-1] if factor != 1.0 else text
    if not core or not spelling.fullmatch(core):
        return float("inf") if core.lower() in {"inf", "infinity"} else float("nan")
    plain = core.replace(".", "").replace(",", ".") if commas else core.replace(",", "")
    try:
        return float(plain) * factor
    except ValueError:
        return float("nan")
