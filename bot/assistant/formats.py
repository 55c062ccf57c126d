"""How answers write numbers and times; what is undefined, None or not finite, is a dash.

The tables and pages of `bot/reports` have formats of their own: an answer is one sentence.
"""

import math
from datetime import datetime


def number(value: float | None, *, signed: bool = False) -> str:
    """A price or a count: two decimals from 100 on, else six significant digits."""
    if value is None or not math.isfinite(value):
        return "—"
    form = ",.2f" if abs(value) >= 100 else ",.6g"
    return f"{value:{'+' if signed else ''}{form}}"


def score(value: float | None, *, signed: bool = False) -> str:
    """A bias or a confidence: at most three decimals."""
    return number(None if value is None else round(value, 3), signed=signed)


def percent(value: float | None, *, signed: bool = False) -> str:
    """A value in percent."""
    if value is None or not math.isfinite(value):
        return "—"
    return f"{value:+.2f} %" if signed else f"{value:.2f} %"


def money(value: float | None) -> str:
    """An amount, thousands apart."""
    return "—" if value is None or not math.isfinite(value) else f"{value:,.2f}"


def minute(moment: datetime | None) -> str:
    """A UTC moment to the minute, with its zone."""
    return "—" if moment is None else f"{moment:%Y-%m-%d %H:%M} UTC"
