"""Typed values from the texts of an environment, a flag or a question."""

import math

from bot.domain.errors import ConfigError
from bot.domain.strategy_params import StrategyParams

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


def value_from_text(kind: str, name: str, text: str) -> str | int | float | bool | StrategyParams:
    """The value of a "str", "int", "float", "bool" or "StrategyParams" setting; ConfigError with
    name and text.
    """
    text = text.strip()
    if kind == "bool":
        if text.lower() not in _TRUTHS:
            raise ConfigError(f"need true or false for {name}, was {text!r}")
        return _TRUTHS[text.lower()]
    if kind == "int":
        try:
            return int(text)
        except ValueError:
            raise ConfigError(f"need a whole number for {name}, was {text!r}") from None
    if kind == "float":
        return _finite(name, text)
    if kind == "StrategyParams":
        return StrategyParams.from_text(name, text)
    return text


def _finite(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ConfigError(f"need a number for {name}, was {text!r}") from None
    if not math.isfinite(value):
        raise ConfigError(f"need a finite number for {name}, was {text!r}")
    return value
