"""Values of the state as sentences write them, and as facts."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.assistant.fact import Fact
from bot.assistant.formats import minute, number
from bot.domain import BotState

STATE, SIGNALS, TRADES, EQUITY, CONFIGS = "state", "signals", "trades", "equity", "configs"
RUNS, EVENTS, RISK, PERMIT, ORDERS = (
    *("optimizer runs", "macro events", "risk report", "trading state", "orders"),
)
CALENDAR = "calendar"
"""The records that facts come from."""
MOST_QUOTED = 300


def of_state(state: BotState, name: str, value: str) -> Fact:
    """A fact of the state, as of its last candle's close."""
    return Fact(name=name, value=value, as_of=state.timestamp, source=STATE)


def sentence(text: str) -> str:
    """A text of the records as a sentence: one line, not too long, with its full stop."""
    line = " ".join(text.split())
    if len(line) > MOST_QUOTED:
        line = f"{line[:MOST_QUOTED]}…"
    return line if not line or line.endswith((".", "!", "?", "…")) else f"{line}."


def clause(text: str) -> str:
    """The same as a part of a sentence."""
    return sentence(text).rstrip(".")


def value_of(opinion: Mapping[str, Any] | None, name: str) -> float | None:
    """A number of an opinion; None where it is none."""
    value = (opinion or {}).get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def text_of(opinion: Mapping[str, Any] | None, name: str) -> str:
    """A text of an opinion; "" where it is none."""
    value = (opinion or {}).get(name)
    return str(value) if isinstance(value, str) else ""


def plain(value: object) -> str:
    """A value of a config; parameters of a strategy in one go, — where there are none."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, Mapping):
        return number(value) if isinstance(value, float) else str(value)
    return " ".join(f"{name}={each}" for name, each in value.items()) or "—"


def leaning(bias: float | None) -> str:
    """Which way a bias leans, in a word."""
    if bias is None or not abs(bias) >= 0.05:
        return "neutral"
    return "bullish" if bias > 0 else "bearish"


def scaled(fraction: float | None) -> float | None:
    """A fraction in percent."""
    return None if fraction is None else fraction * 100


def apart(value: float | None, other: float | None) -> float | None:
    """How far a value is from another one, in percent of the other; None where one is unknown."""
    return None if value is None or not other else (value / other - 1) * 100


def ago(then: datetime | None, now: datetime) -> str:
    """How long ago a moment was, in words."""
    if then is None:
        return "at an unknown time"
    age = max(now - then, timedelta(0))
    seconds = int(age.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}s ago"
    return f"{seconds} s ago"


def counted(number: int, noun: str) -> str:
    """How many of a thing: 1 trade, 2 trades."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def at(moment: datetime | None) -> str:
    """A moment in a sentence."""
    return "at an unknown time" if moment is None else f"at {minute(moment)}"
