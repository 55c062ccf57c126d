"""How reports write numbers and times: the one place that knows. Every table and sentence asks it.

What is undefined, None or NaN, is a dash. Alignment is up to the table that the text stands in.
"""

from datetime import datetime

UNDEFINED = "—"
HYPHEN = "-"
"""What is undefined in tables of ASCII alone."""

_FINE_MONEY_BELOW = 100.0  # a balance counted in bitcoin needs more digits than one in dollars
_FINE_PRICE_BELOW = 100.0
_ENDLESS = 1e9


def whole(value: float | None) -> str:
    """A count, thousands apart."""
    return number(value, 0)


def number(
    value: float | None,
    digits: int = 2,
    sign: str = "",
    *,
    grouped: bool = True,
    undefined: str = UNDEFINED,
) -> str:
    """So many decimals; `sign` "+" tells gains from losses, `grouped` sets thousands apart."""
    if value is None or value != value:
        return undefined
    return f"{value:{sign}{',' if grouped else ''}.{digits}f}"


def significant(value: float | None, digits: int = 4, *, grouped: bool = False) -> str:
    """So many significant digits, in powers of ten where there are more before the point."""
    if value is None or value != value:
        return UNDEFINED
    return f"{value:{',' if grouped else ''}.{digits}g}"


def setting(value: float) -> str:
    """A number as somebody would type it: 0.5, 12."""
    return f"{value:g}"


def money_digits(initial_balance: float) -> int:
    """How many decimals money has beside such a balance."""
    return 8 if initial_balance < _FINE_MONEY_BELOW else 2


def short_money(value: float, digits: int) -> str:
    """So many decimals, or four significant digits where a column has no place for more."""
    return number(value, digits) if abs(value) < 1e7 else significant(value)


def price(value: float) -> str:
    """As many decimals as the size of a price asks for."""
    if value != value:
        return UNDEFINED
    size = abs(value)  # written out, as a long report writes tens of thousands
    if size >= _FINE_PRICE_BELOW:
        return f"{value:,.2f}"
    return f"{value:,.4f}" if size >= 1.0 else f"{value:,.8f}"


def percent(value: float | None, sign: str = "") -> str:
    """A value in percent, in powers of ten where it has no end."""
    if value is None or value != value:
        return UNDEFINED
    return f"{value:{sign},.2f} %" if abs(value) < _ENDLESS else f"{value:{sign}.3g} %"


def ratio(value: float | None) -> str:
    """A ratio such as Sharpe's to three digits, in powers of ten where it has no end."""
    if value is None or value != value:
        return UNDEFINED
    return number(value, 3) if abs(value) < _ENDLESS else significant(value, 3)


def share(fraction: float | None, digits: int = 1, *, undefined: str = UNDEFINED) -> str:
    """A fraction in percent, in a narrow column: 12.5%."""
    return undefined if fraction is None else f"{fraction:.{digits}%}"


def side_cost(fraction: float) -> str:
    """A fraction of a fee, a slippage or a distance in percent, as it was set: 0.05 %."""
    return f"{setting(fraction * 100)} %"


def hours(value: float | None) -> str:
    """A length of time."""
    return UNDEFINED if value is None else f"{number(value, 1)} h"


def day(moment: datetime | None) -> str:
    """The UTC date of a moment."""
    return UNDEFINED if moment is None else moment.date().isoformat()


def minute(moment: datetime) -> str:
    """A UTC moment to the minute: 2024-01-31 13:00."""
    return f"{moment:%Y-%m-%d %H:%M}"


def second(moment: datetime) -> str:
    """A UTC moment to the second, with its zone: 2024-01-31 13:00:00 UTC."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def short_moment(text: str) -> str:
    """RFC 3339 UTC text for a table that says UTC itself: 2024-01-31 13:00."""
    return text.replace("T", " ").removesuffix("Z").removesuffix(":00")


def any_value(value: object, *, grouped: bool, undefined: str = UNDEFINED) -> str:
    """A value of a document, whatever its type: yes and no, ten significant digits, text."""
    if value is None:
        return undefined
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return significant(value, 10, grouped=grouped)
    return whole(value) if grouped and isinstance(value, int) else str(value)
