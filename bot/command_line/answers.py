"""From typed text to a checked value; every reader raises ConfigError with the rule."""

import argparse
import math
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.domain import require, sanitize_symbol_for_fs, timeframe_delta
from bot.domain.errors import ConfigError

T = TypeVar("T")

MOST_MONEY = 1e18


def as_argument(read: Callable[[str], T]) -> Callable[[str], T]:
    """A reader as the `type` of an argparse flag: its sentence becomes the error's."""

    def checked(answer: str) -> T:
        try:
            return read(answer)
        except ConfigError as exc:
            raise argparse.ArgumentTypeError(str(exc)) from exc

    return checked


def real_number(answer: str) -> float:
    """The finite number of a text."""
    try:
        value = float(answer)
    except ValueError as exc:
        raise ConfigError(f"need a number, was {answer!r}") from exc
    require(math.isfinite(value), "a finite number", answer)
    return value


def whole_number(answer: str) -> int:
    """The whole number of a text; 12.0 is read as 12, while 12.5 is refused."""
    value = real_number(answer)
    require(value.is_integer(), "a whole number", answer)
    return int(value)


def count(least: int = 0, most: int = 10_000_000) -> Callable[[str], int]:
    """A reader of whole numbers in a range."""

    def read(answer: str) -> int:
        value = whole_number(answer)
        require(least <= value <= most, f"a whole number from {least} to {most}", answer)
        return value

    return read


def amount(answer: str) -> float:
    """A number above 0, such as money; at most 1e+18, as a price, so that products are finite."""
    value = real_number(answer)
    require(0 < value <= MOST_MONEY, f"a number above 0 and at most {MOST_MONEY:g}", answer)
    return value


def text(answer: str) -> str:
    """Any text that is not blank and has no control characters."""
    require(bool(answer.strip()), "something that is not blank", repr(answer))
    require(answer.strip().isprintable(), "a text without control characters", repr(answer))
    return answer.strip()


def symbol(answer: str) -> str:
    """A symbol that can be the name of a folder."""
    sanitize_symbol_for_fs(answer)
    return text(answer)


def timeframe(answer: str) -> str:
    """The length of a candle, such as 1h."""
    timeframe_delta(answer)
    return answer


def fraction(answer: str) -> float:
    """A number above 0 and below 1."""
    value = real_number(answer)
    require(0 < value < 1, "a number above 0 and below 1", answer)
    return value


def one_of(*options: str) -> Callable[[str], str]:
    """A reader of one of the options, in any case, or of the beginning of exactly one."""

    def read(answer: str) -> str:
        wanted = answer.strip().lower()
        matches = [option for option in options if option.startswith(wanted)]
        if wanted in options:
            return wanted
        if not wanted or len(matches) != 1:
            raise ConfigError(f"need one of {', '.join(options)}, was {answer!r}")
        return matches[0]

    return read


def utc_moment(answer: str) -> datetime:
    """An ISO 8601 date or time as aware UTC; without an offset it is UTC already."""
    try:
        moment = datetime.fromisoformat(answer.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise ConfigError(
            f"need a date or time such as 2021-01-31 or 2021-01-31T12:00Z, was {answer!r}"
        ) from exc


def output_file(answer: str) -> Path:
    """Where a new or replaced file can be written: in a folder that exists, over a regular file."""
    require(bool(answer.strip()), "something that is not blank", repr(answer))
    path = Path(answer.strip()).expanduser()
    if answer.strip() == "-":
        raise ConfigError("need the name of a file, was '-', which is none")
    if "\0" in answer or not path.parent.is_dir():
        raise ConfigError(f"need a file in a folder that exists, was {answer!r}")
    if path.exists() and not path.is_file():
        raise ConfigError(f"need the name of a file, was {answer!r}, which is something else")
    return path
