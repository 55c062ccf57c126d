"""Numbers that may be undefined: None, never NaN, infinity or a warning."""

import math


def none_if_undefined(value: float) -> float | None:
    """The value, or None where it is undefined."""
    return float(value) + 0.0 if math.isfinite(value) else None  # + 0.0: there is no minus zero


def ratio(numerator: float, denominator: float) -> float | None:
    """The quotient; None where the denominator is 0 or a part is undefined."""
    return none_if_undefined(float(numerator) / float(denominator)) if denominator else None


def scaled(value: float | None, factor: float) -> float | None:
    """The value times a factor; None stays None."""
    return None if value is None else none_if_undefined(value * factor)
