"""Macro events of one JSON file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from bot.domain import Impact, MacroEvent, Sentiment
from bot.domain.errors import ConfigError, DataError
from bot.state.files import file_size, parse_json, read_file

E = TypeVar("E", bound=Enum)
MOST_BYTES = 50_000_000
TEXT_FIELDS = ("actor", "summary", "interest_rate_expectation", "source", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroEventsRead:
    """The usable events in the file's order, and a sentence for each that was skipped."""

    events: tuple[MacroEvent, ...]
    problems: tuple[str, ...] = ()


def read_macro_events(path: Path) -> MacroEventsRead:
    """The events of a JSON list or of {"events": [...]}; keys that nobody knows are passed over.

    Sentiment and impact may be in any case; published_at is ISO (UTC where it states no zone) or
    an epoch in seconds, milliseconds or microseconds, told apart by size. An event that breaks a
    rule is skipped and told. Raises DataError where the file is missing or no such list.
    """
    events, problems = [], []
    for index, row in enumerate(event_rows(path)):
        try:
            events.append(macro_event(row))
        except ConfigError as error:
            problems.append(f"{path.name}: event {index} was skipped: {error}")
    return MacroEventsRead(events=tuple(events), problems=tuple(problems))


def event_rows(path: Path) -> list[Any]:
    """The list of a file of macro events, unchecked; DataError where it is missing or no list."""
    if file_size(path) > MOST_BYTES:
        raise DataError(f"need at most {MOST_BYTES} bytes of macro events, {path} has more")
    data = read_file(path)
    if data is None:
        raise DataError(f"need a file of macro events, {path} is missing")
    try:
        content = parse_json(data.removeprefix(b"\xef\xbb\xbf"))
    except DataError as error:
        raise DataError(f"macro events in {path} cannot be read: {error}") from error
    rows = content.get("events") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise DataError(f'need a list of macro events or {{"events": [...]}} in {path}')
    return rows


def macro_event(row: object) -> MacroEvent:
    """The event that a JSON object describes; ConfigError with the rule it breaks."""
    if not isinstance(row, dict):
        raise ConfigError(f"need an object for an event, was {type(row).__name__}")
    return MacroEvent(
        title=row.get("title", ""),
        category=_text(row, "category") or "general",
        sentiment=_choice(Sentiment, row, "sentiment", Sentiment.NEUTRAL),
        impact=_choice(Impact, row, "impact", Impact.MEDIUM),
        assets=_assets(row.get("assets")),
        bias=row.get("bias"),
        published_at=_published_at(row.get("published_at")),
        **{name: _text(row, name) for name in TEXT_FIELDS},
    )


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ConfigError(f"need a text for {name}, was {value!r}")
    return value


def _choice(kind: type[E], row: Mapping[str, Any], name: str, default: E) -> E:
    value = _text(row, name)
    if not value:
        return default
    try:
        return kind(value.strip().lower())
    except ValueError:
        names = ", ".join(str(member.value) for member in kind)
        raise ConfigError(f"need {name} of {names}, was {value!r}") from None


def _assets(value: object) -> dict[str, float]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError(f"need assets as an object of symbol and bias, was {value!r}")
    return value


def _published_at(value: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and not value.strip().isdigit():
            moment = datetime.fromisoformat(value.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return _from_epoch(float(value))
    except (ValueError, OverflowError, OSError):
        pass
    raise ConfigError(f"need published_at as an ISO time or an epoch, was {value!r}")


def _from_epoch(number: float) -> datetime:
    """Seconds below 1e11 (the year 5138), milliseconds below 1e14, else microseconds."""
    unit = 1.0 if abs(number) < 1e11 else 1e3 if abs(number) < 1e14 else 1e6
    return datetime.fromtimestamp(number / unit, UTC)
