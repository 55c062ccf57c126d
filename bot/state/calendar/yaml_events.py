"""Scheduled events of one YAML file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain import Impact, require
from bot.domain.calendar import EVERYTHING, ScheduledEvent
from bot.domain.errors import ConfigError, DataError
from bot.state.files import file_size, read_file

MOST_BYTES = 5_000_000
_NAMES = {"name", "at", "date", "time", "zone", "impact", "symbols", "asset_types"}


def read_calendar(path: Path) -> tuple[ScheduledEvent, ...]:
    """The events of a list, or of `events:` in a mapping, in their order.

    An event has a name, and `at` (ISO, in UTC where it states no zone) or `date`, `time` and `zone`
    (such as America/New_York); its impact (high), `symbols` and `asset_types` (all: "*") may be
    left out. Raises DataError where the file is missing, no such list, or one event breaks a rule:
    a calendar that is read by half keeps nobody out of the other half.
    """
    if file_size(path) > MOST_BYTES:
        raise DataError(f"need at most {MOST_BYTES} bytes of calendar, {path} has more")
    data = read_file(path)
    if data is None:
        raise DataError(f"need a calendar in {path}, the file is missing")
    rows = _rows(data, path)
    events = []
    for number, row in enumerate(rows, 1):
        try:
            events.append(scheduled_event(row))
        except ConfigError as error:
            raise DataError(f"{path}: event {number}: {error}") from error
    return tuple(events)


def _rows(data: bytes, path: Path) -> list[Any]:
    import yaml  # which only a calendar needs

    try:
        content = yaml.load(data, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        words = next(iter(str(error).splitlines()), type(error).__name__)
        raise DataError(f"calendar {path} cannot be read as YAML: {words}") from error
    rows = content.get("events") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise DataError(f"need a list of events, or `events:` with one, in {path}")
    return rows


def scheduled_event(row: object) -> ScheduledEvent:
    """The event that a mapping of texts describes; ConfigError with the rule it breaks."""
    if not isinstance(row, dict):
        raise ConfigError(f"need a mapping for an event, was {row!r}")
    unknown = sorted(set(row) - _NAMES)
    if unknown:
        raise ConfigError(f"need keys of {', '.join(sorted(_NAMES))}, was {unknown[0]!r}")
    concerns = (*_texts(row, "symbols"), *_texts(row, "asset_types"))
    return ScheduledEvent(
        name=_text(row, "name"),
        at=_moment(row),
        impact=_impact(row.get("impact", Impact.HIGH)),
        concerns=concerns or (EVERYTHING,),
    )


def _moment(row: Mapping[str, Any]) -> datetime:
    """In UTC."""
    if "at" in row:
        return _aware(_iso(_text(row, "at")), "UTC")
    zone = _text(row, "zone") if "zone" in row else "UTC"
    return _aware(_iso(f"{_text(row, 'date')} {_text(row, 'time')}"), zone)


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f"need an ISO time (2026-12-09 14:00 with a zone, or ...Z), was {text!r}"
        ) from None


def _aware(moment: datetime, zone: str) -> datetime:
    require(  # nanoseconds since 1970 in 64 bits reach from 1678 to 2261
        1700 <= moment.year <= 2200, "a time between the years 1700 and 2200", moment
    )
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (KeyError, ValueError, OSError):
        raise ConfigError(f"need a zone such as America/New_York, was {zone!r}") from None


def _impact(value: object) -> Impact:
    try:
        return Impact(str(value).strip().lower())
    except ValueError:
        raise ConfigError(f"need impact of {', '.join(Impact)}, was {value!r}") from None


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"need a non-empty text for {name}, was {value!r}")
    return value.strip()


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A text or a list of texts."""
    value = row.get(name, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(text, str) and text for text in values):
        raise ConfigError(f"need a list of texts for {name}, was {value!r}")
    return tuple(values)
