"""Money that is exact: Decimals as fractions inside a fold, and numbers at its border.

The fold is annotated with floats: it adds, subtracts, multiplies and divides numbers of one kind,
whichever that is (docs/adr/0009).
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from bot.domain import Fill


def of_kind(number: object) -> float:
    """A number as the fold computes with it: a float as it is, a Decimal as a fraction."""
    return cast(float, Fraction(number) if isinstance(number, Decimal) else number)


def exact(number: float) -> Decimal:
    """The number as it is written: 0.1 becomes 0.1."""
    return Decimal(repr(float(number)))


def like(number: object, price: float) -> float:
    """A price in the kind of a number: exactly as it is written where that is a fraction."""
    return of_kind(exact(price)) if isinstance(number, Fraction) else price


def exact_fill(fill: Fill) -> Fill:
    """The fill in the kind that the fold computes with."""
    kind: object = fill.quantity
    if not isinstance(kind, Decimal):
        return fill
    return replace(
        fill, quantity=of_kind(fill.quantity), price=of_kind(fill.price), fee=of_kind(fill.fee)
    )


def plain(number: object) -> float:
    """The number as records and people have it; a float or whole number stays what it is."""
    return cast(float, float(number) if isinstance(number, Fraction | Decimal) else number)
