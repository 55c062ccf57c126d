"""Numbers and columns of text results: at most 80 columns, a dash where a number is undefined."""

import textwrap
from datetime import datetime

COLUMNS = 80
UNDEFINED = "—"
_LABEL = 20
_VALUE = 16
_FINE_MONEY_BELOW = 100.0  # a balance counted in bitcoin needs more digits than one in dollars
_ENDLESS = 1e9

Row = tuple[str, str, str]


def columns(rows: list[Row]) -> list[str]:
    """A line for each (label, value, remark), values aligned to the right."""
    return [f"{name:<{_LABEL}}{value:>{_VALUE}}  {remark}".rstrip() for name, value, remark in rows]


def wrapped(label: str, text: str) -> list[str]:
    """A text behind a label, its further lines below its first."""
    return textwrap.wrap(
        text, COLUMNS, initial_indent=label, subsequent_indent=" " * len(label)
    ) or [label.rstrip()]


def money_digits(initial_balance: float) -> int:
    """How many digits money has behind the point beside such a balance."""
    return 8 if initial_balance < _FINE_MONEY_BELOW else 2


def money(value: float | None, digits: int, sign: str = "") -> str:
    """An amount; `sign` "+" tells gains from losses."""
    return UNDEFINED if value is None else f"{value:{sign},.{digits}f}"


def percent(value: float | None, sign: str = "") -> str:
    """A percentage, in powers of ten where it has no end."""
    if value is None:
        return UNDEFINED
    return f"{value:{sign},.2f} %" if abs(value) < _ENDLESS else f"{value:{sign}.3g} %"


def ratio(value: float | None) -> str:
    """A ratio to three digits."""
    if value is None:
        return UNDEFINED
    return f"{value:,.3f}" if abs(value) < _ENDLESS else f"{value:.3g}"


def day(moment: datetime | None) -> str:
    """The UTC date of a moment."""
    return UNDEFINED if moment is None else moment.date().isoformat()
