"""One-line checks that raise ConfigError with the rule and the value."""

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.domain.errors import ConfigError


def require(condition: bool, rule: str, value: object) -> None:
    """Raise ConfigError "need RULE, was VALUE" unless the condition holds."""
    if not condition:
        raise ConfigError(f"need {rule}, was {value}")


def whole_number(name: str, value: Any) -> int:
    """The value as int; 12.0 is read as 12, while 12.5, True and text are refused."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise ConfigError(f"need a whole number for {name}, was {value!r}")
    return int(value)


def finite_number(name: str, value: Any) -> float:
    """The value as float; NaN, infinity, True and text are refused."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ConfigError(f"need a finite number for {name}, was {value!r}")
    return float(value)


def truth(name: str, value: Any) -> bool:
    """The value if it is true or false; anything else, 0 and 1 included, is refused."""
    if not isinstance(value, bool):
        raise ConfigError(f"need true or false for {name}, was {value!r}")
    return value


def filled_text(name: str, value: Any) -> str:
    """The value if it is text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"need a non-empty text for {name}, was {value!r}")
    return value


def one_line(name: str, value: Any) -> str:
    """The value if it is text that shows nothing but itself: no control characters."""
    text = filled_text(name, value)
    require(text.isprintable(), f"a text without control characters for {name}", repr(text))
    return text


@contextmanager
def called(names: Mapping[str, str]) -> Iterator[None]:
    """Say in the rules of ConfigErrors what users call a field: a flag or a setting, by `names`."""
    try:
        yield
    except ConfigError as error:
        rule, was, value = str(error).partition(", was ")
        words = re.sub(r"[\w'-]+", lambda word: names.get(word[0], word[0]), rule)
        raise type(error)(f"{words}{was}{value}") from error
